import { causeView } from '#lib/report/causeView.ts'
import { causeEndings } from '#lib/store/read/causeEndings.ts'
import { causeTargets } from '#lib/store/read/causeTargets.ts'
import type { Ask } from './ask.ts'
import { counted, finestOfLinks } from './counted.ts'

/** One cause by its code: what it is, whom it concerns now, where it ceased to hold. */
export const cause: Ask<'cause'> = {
  question: 'cause',
  answer: async ({ db, now, window, params, at }) => {
    const code = params.code ?? ''
    const [targets, endings] = await Promise.all([
      causeTargets(db, code, counted({ window, at }, finestOfLinks), at),
      causeEndings(db, code, window, at),
    ])
    return causeView({ code, targets, endings, window, now })
  },
}
