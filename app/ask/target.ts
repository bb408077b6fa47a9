import { added, nothing } from '#lib/report/shareOf.ts'
import { stepFor } from '#lib/report/step.ts'
import { targetView } from '#lib/report/targetView.ts'
import { regionCodes } from '#lib/store/read/regionCodes.ts'
import { targetDetail } from '#lib/store/read/targetDetail.ts'
import { traffic } from '#lib/store/read/traffic.ts'
import { addressOf } from './addressOf.ts'
import type { Ask } from './ask.ts'

/** A target: its verdict, its peers with the way to each, causes, recipe and remedies. */
export const target: Ask<'target'> = {
  question: 'target',
  answer: async ({ db, now, window, params }) => {
    const address = addressOf(params)
    const detail = address && (await targetDetail(db, address))
    if (!detail) return null
    const [points, regionCode] = await Promise.all([
      traffic(db, window, stepFor(window, now), [detail.place.id]),
      regionCodes(db),
    ])
    const bytes = points.length > 0 ? points.map(point => point.bytes).reduce(added, nothing) : null
    return targetView({ detail, bytes, now, regionCode })
  },
}
