import { eventsAbout } from '#lib/report/eventsAbout.ts'
import { type EventsView, eventsView } from '#lib/report/eventsView.ts'
import type { linkEnd } from '#lib/report/linkEnd.ts'
import { withLeadTime } from '#lib/report/withLeadTime.ts'
import type { Database } from '#lib/store/database.ts'
import { events } from '#lib/store/read/events.ts'
import { flips } from '#lib/store/read/flips.ts'
import type { EventSeen, Flip, TimeWindow } from '#lib/tailnet/history.ts'

/** How often a kind of thing is followed by a flip is counted over so many of them at most. */
const mostCounted = 2_000
/** More than a list or an axis can show. */
const mostShown = 200

/** What happened to these ends, with what their links did after it; and all that happened anywhere, to count by. */
export async function changesAbout(
  db: Database,
  asked: {
    window: TimeWindow
    now: Date
    ends: readonly ReturnType<typeof linkEnd>[]
    isOwn: (flip: Flip) => boolean
  },
): Promise<{ view: EventsView; everywhere: { events: EventSeen[]; flips: Flip[] } }> {
  const { window, ends } = asked
  const wider = withLeadTime(window)
  const [all, changes] = await Promise.all([
    events(db, { window: wider, limit: mostCounted }),
    flips(db, wider),
  ])
  const everywhere = { events: all, flips: changes }
  const own = eventsAbout(all, ends)
    .filter(({ at }) => at >= window.from)
    .slice(0, mostShown)
  return {
    everywhere,
    view: eventsView({ events: own, flips: changes.filter(asked.isOwn), everywhere, now: asked.now }),
  }
}
