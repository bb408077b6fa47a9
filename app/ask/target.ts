import { added, nothing } from '#lib/report/shareOf.ts'
import { stepFor } from '#lib/report/step.ts'
import { targetView } from '#lib/report/targetView.ts'
import { latency } from '#lib/store/read/latency.ts'
import { regionCodes } from '#lib/store/read/regionCodes.ts'
import { targetDetail } from '#lib/store/read/targetDetail.ts'
import { traffic } from '#lib/store/read/traffic.ts'
import { addressOf } from './addressOf.ts'
import type { Ask } from './ask.ts'
import { counted } from './counted.ts'

/** Only the last value counts here, so one bucket a day will do. */
const longStep = 86_400

/** A target: its verdict, its peers with the way to each, causes, recipe and remedies. */
export const target: Ask<'target'> = {
  question: 'target',
  answer: async ({ db, now, window, params, at, clock = now }) => {
    const address = addressOf(params)
    const detail = address && (await targetDetail(db, address, at))
    if (!detail) return null
    const step = stepFor(window, clock)
    const device = detail.pods.find(pod => pod.device)?.device
    const [points, regionCode, seen] = await Promise.all([
      traffic(db, counted({ window, at }, step), step, [detail.place.id]),
      regionCodes(db),
      latency(db, { devices: device ? [device] : [], window, step: longStep }),
    ])
    const latest = new Map(
      seen.toSorted((a, b) => a.at.getTime() - b.at.getTime()).map(({ region, ms }) => [region, ms]),
    )
    const bytes = points.length > 0 ? points.map(point => point.bytes).reduce(added, nothing) : null
    return targetView({ detail, bytes, now, regionCode, latestMs: region => latest.get(region) ?? null })
  },
}
