import { causesView } from '#lib/report/causesView.ts'
import { causeStandings } from '#lib/store/read/causeStandings.ts'
import type { Ask } from './ask.ts'
import { counted, finestOfLinks } from './counted.ts'

/** Causes that hold, or held at the end of the range, by their effect. */
export const causes: Ask<'causes'> = {
  question: 'causes',
  answer: async ({ db, now, window, at }) =>
    causesView(await causeStandings(db, counted({ window, at }, finestOfLinks), at), window, now),
}
