import { checksView } from '#lib/report/checksView.ts'
import { checks as checksAsked } from '#lib/store/read/checks.ts'
import { targetOf } from '#lib/store/read/targetOf.ts'
import { addressOf } from './addressOf.ts'
import type { Ask } from './ask.ts'

const most = { ofTarget: 10, ofAll: 50 }

/** Checks that people asked for: of one pod where its place is said, else of all, as the record of who asked what. */
export const checks: Ask<'checks'> = {
  question: 'checks',
  answer: async ({ db, now, params }) => {
    const address = addressOf(params)
    if (!address) return checksView(await checksAsked(db, { target: null, most: most.ofAll }), now)
    const target = await targetOf(db, address)
    return target && checksView(await checksAsked(db, { target: target.id, most: most.ofTarget }), now)
  },
}
