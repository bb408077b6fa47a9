import { causeView } from '#lib/report/causeView.ts'
import { causeEndings } from '#lib/store/read/causeEndings.ts'
import { causeTargets } from '#lib/store/read/causeTargets.ts'
import type { Ask } from './ask.ts'

/** One cause by its code: what it is, whom it concerns now, where it ceased to hold. */
export const cause: Ask<'cause'> = {
  question: 'cause',
  answer: async ({ db, now, window, params }) => {
    const code = params.code ?? ''
    const [targets, endings] = await Promise.all([
      causeTargets(db, code, window),
      causeEndings(db, code, window),
    ])
    return causeView({ code, targets, endings, window, now })
  },
}
