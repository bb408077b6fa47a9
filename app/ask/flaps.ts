import { flapsView } from '#lib/report/flapsView.ts'
import { withLeadTime } from '#lib/report/withLeadTime.ts'
import { events } from '#lib/store/read/events.ts'
import { flips } from '#lib/store/read/flips.ts'
import { silences } from '#lib/store/read/silences.ts'
import { stretches } from '#lib/store/read/stretches.ts'
import { targetDetail } from '#lib/store/read/targetDetail.ts'
import { addressOf } from './addressOf.ts'
import type { Ask } from './ask.ts'

/** How often a kind of thing is followed by a flip is counted over so many of them at most. */
const mostEvents = 2_000

/** Which links of a target changed their way, and what had happened just before. */
export const flaps: Ask<'flaps'> = {
  question: 'flaps',
  answer: async ({ db, now, window, params, at }) => {
    const address = addressOf(params)
    const target = address && (await targetDetail(db, address, at))
    if (!target) return null
    const { id, cluster } = target.place
    const wider = withLeadTime(window)
    const [own, quiet, seen, all] = await Promise.all([
      stretches(db, { targets: [id], window, ...(at && { at }) }),
      silences(db, { target: id, window: wider }),
      events(db, { window: wider, limit: mostEvents }),
      flips(db, wider, at),
    ])
    return flapsView({
      stretches: own,
      silences: quiet,
      cluster: cluster.id,
      events: seen,
      flips: all,
      window,
      now,
    })
  },
}
