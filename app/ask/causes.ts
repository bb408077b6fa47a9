import { causesView } from '#lib/report/causesView.ts'
import { causeStandings } from '#lib/store/read/causeStandings.ts'
import type { Ask } from './ask.ts'

/** Causes that hold, by their effect. */
export const causes: Ask<'causes'> = {
  question: 'causes',
  answer: async ({ db, now, window }) => causesView(await causeStandings(db, window), window, now),
}
