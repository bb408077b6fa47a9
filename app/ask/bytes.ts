import { bytesView } from '#lib/report/bytesView.ts'
import { stepFor } from '#lib/report/step.ts'
import { gaps } from '#lib/store/read/gaps.ts'
import { readUntil } from '#lib/store/read/readUntil.ts'
import { statusTraffic } from '#lib/store/read/statusTraffic.ts'
import { targetOf } from '#lib/store/read/targetOf.ts'
import { traffic } from '#lib/store/read/traffic.ts'
import { addressOf } from './addressOf.ts'
import type { Ask } from './ask.ts'
import { counted } from './counted.ts'

/** Bytes of links are kept in five minutes. */
const finestOfLinks = 300

/** Bytes of a target by path over time: by its metrics, or summed over its peers where it has none. */
export const bytes: Ask<'bytes'> = {
  question: 'bytes',
  answer: async ({ db, now, window, params, at, clock = now }) => {
    const address = addressOf(params)
    const target = address && (await targetOf(db, address))
    if (!target) return null
    const { id, firstSeen } = target
    const step = stepFor(window, clock)
    const coarse = Math.max(step, finestOfLinks)
    const until = at ? await readUntil(db, { at, target: id }) : null
    const [metrics, status, found] = await Promise.all([
      traffic(db, counted({ window, at }, step), step, [id]),
      statusTraffic(db, {
        target: id,
        window: counted({ window, at, readUntil: until }, finestOfLinks),
        stepSeconds: coarse,
      }),
      gaps(db, { window, subjects: ['collector', id, `${id}#metrics`] }),
    ])
    const isMetrics = metrics.length > 0
    return bytesView({
      points: isMetrics ? metrics : status,
      source: isMetrics ? 'metrics' : status.length > 0 ? 'status' : null,
      stepSeconds: isMetrics ? step : coarse,
      gaps: found,
      firstKept: firstSeen,
      window,
      now,
    })
  },
}
