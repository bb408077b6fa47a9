import { eventsView } from '#lib/report/eventsView.ts'
import { withLeadTime } from '#lib/report/withLeadTime.ts'
import { events as eventsSeen } from '#lib/store/read/events.ts'
import { flips } from '#lib/store/read/flips.ts'
import { targetOf } from '#lib/store/read/targetOf.ts'
import { addressOf } from './addressOf.ts'
import type { Ask } from './ask.ts'

/** More than a list or an axis can show. */
const mostEvents = 200
/** How often a kind of thing is followed by a flip is counted over so many of them at most. */
const mostCounted = 2_000

/** What changed, and what the paths did after it: everywhere, or for one target and its cluster. */
export const events: Ask<'events'> = {
  question: 'events',
  answer: async ({ db, now, window, params, at: past }) => {
    const address = addressOf(params)
    const target = address && (await targetOf(db, address))
    if (address && !target) return null
    const wider = withLeadTime(window)
    const [own, all, changes] = await Promise.all([
      target ? eventsSeen(db, { window, limit: mostEvents, target: target.id }) : null,
      eventsSeen(db, { window: wider, limit: mostCounted }),
      flips(db, wider, past),
    ])
    const inWindow = all.filter(({ at }) => at >= window.from).slice(0, mostEvents)
    return eventsView({
      events: own ?? inWindow,
      flips: target ? changes.filter(flip => flip.target === target.id) : changes,
      everywhere: { events: all, flips: changes },
      now,
    })
  },
}
