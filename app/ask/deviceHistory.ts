import { deviceHistoryView } from '#lib/report/deviceHistoryView.ts'
import { linkEnd } from '#lib/report/linkEnd.ts'
import { stepFor } from '#lib/report/step.ts'
import { deviceEnd } from '#lib/store/read/deviceEnd.ts'
import { gaps } from '#lib/store/read/gaps.ts'
import { latency } from '#lib/store/read/latency.ts'
import { podNames } from '#lib/store/read/podNames.ts'
import { regionCodes } from '#lib/store/read/regionCodes.ts'
import { spansTowards } from '#lib/store/read/spansTowards.ts'
import { deviceId } from '#lib/tailnet/ids.ts'
import type { Ask } from './ask.ts'
import { changesAbout } from './changesAbout.ts'

/** The links towards a device over time, and its latency to the DERP regions. */
export const deviceHistory: Ask<'deviceHistory'> = {
  question: 'deviceHistory',
  answer: async ({ db, now, window, params, at, clock = now }) => {
    const id = deviceId(params.device ?? '')
    const [end, seen, points, found, regionCode] = await Promise.all([
      deviceEnd(db, id, at),
      spansTowards(db, { device: id, window, ...(at && { at }) }),
      latency(db, { devices: [id], window, step: stepFor(window, clock) }),
      gaps(db, { window, subjects: ['collector'] }),
      regionCodes(db),
    ])
    if (!end) return null
    const own = linkEnd(end)
    const [names, { view: changes }] = await Promise.all([
      podNames(db, [...new Set(seen.spans.map(span => span.observer))]),
      changesAbout(db, {
        window,
        now,
        ends: [own],
        isOwn: ({ target, peer }) => peer === id || target === own.target,
      }),
    ])
    return deviceHistoryView({
      ...seen,
      names,
      latency: points,
      home: end.pod?.netInfo?.homeRegion ?? null,
      gaps: found,
      changes,
      window,
      now,
      regionCode,
    })
  },
}
