import { behindView } from '#lib/report/behindView.ts'
import { behind as behindOf } from '#lib/store/read/behind.ts'
import { targetDetail } from '#lib/store/read/targetDetail.ts'
import { addressOf } from './addressOf.ts'
import type { Ask } from './ask.ts'

/** Which Services, Ingresses, routes and users stand behind a target. */
export const behind: Ask<'behind'> = {
  question: 'behind',
  answer: async ({ db, now, window, params }) => {
    const address = addressOf(params)
    const target = address && (await targetDetail(db, address))
    if (!target) return null
    const { place } = target
    return behindView({ place, behind: await behindOf(db, { target: place.id, window }), window, now })
  },
}
