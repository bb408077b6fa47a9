import { latencyView } from '#lib/report/latencyView.ts'
import { stepFor } from '#lib/report/step.ts'
import { gaps } from '#lib/store/read/gaps.ts'
import { latency as latencySeen } from '#lib/store/read/latency.ts'
import { podStandings } from '#lib/store/read/podStandings.ts'
import { regionCodes } from '#lib/store/read/regionCodes.ts'
import { targetOf } from '#lib/store/read/targetOf.ts'
import { addressOf } from './addressOf.ts'
import type { Ask } from './ask.ts'

/** Latency of a target to the DERP regions over time. */
export const latency: Ask<'latency'> = {
  question: 'latency',
  answer: async ({ db, now, window, params, at, clock = now }) => {
    const address = addressOf(params)
    const target = address && (await targetOf(db, address))
    if (!target) return null
    const pods = await podStandings(db, target.id, at)
    // The device of its newest pod: several pods stand in several places, and their times make no one line.
    const pod = pods.find(pod => pod.device)
    const [points, found, regionCode] = await Promise.all([
      latencySeen(db, { devices: pod?.device ? [pod.device] : [], window, step: stepFor(window, clock) }),
      gaps(db, { window, subjects: ['collector'] }),
      regionCodes(db),
    ])
    const home = pod?.netInfo?.homeRegion ?? pod?.homeRegion ?? null
    return latencyView({ points, home, gaps: found, window, now, regionCode })
  },
}
