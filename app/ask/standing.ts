import { standingView } from '#lib/report/standingView.ts'
import { tailnetStanding } from '#lib/store/read/tailnetStanding.ts'
import type { Ask } from './ask.ts'

/** Whose tailnet this is and how fresh its picture. */
export const standing: Ask<'standing'> = {
  question: 'standing',
  answer: async ({ db, now }) => {
    const found = await tailnetStanding(db)
    return found && standingView(found, now)
  },
}
