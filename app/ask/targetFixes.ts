import { targetFixesView } from '#lib/report/targetFixesView.ts'
import { fixes } from '#lib/store/read/fixes.ts'
import { targetOf } from '#lib/store/read/targetOf.ts'
import { addressOf } from './addressOf.ts'
import type { Ask } from './ask.ts'

const most = 20

/** Fixes that concern a target, with their proof. */
export const targetFixes: Ask<'targetFixes'> = {
  question: 'targetFixes',
  answer: async ({ db, now, params }) => {
    const address = addressOf(params)
    const target = address && (await targetOf(db, address))
    return target && targetFixesView(await fixes(db, { target: target.id, most }), now)
  },
}
