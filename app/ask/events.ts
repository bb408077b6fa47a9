import { eventsView } from '#lib/report/eventsView.ts'
import { events as eventsSeen } from '#lib/store/read/events.ts'
import { flips } from '#lib/store/read/flips.ts'
import type { Ask } from './ask.ts'

/** More than a list or an axis can show. */
const mostEvents = 200

/** What changed, and what the paths did after it. */
export const events: Ask<'events'> = {
  question: 'events',
  answer: async ({ db, now, window }) => {
    const [seen, changes] = await Promise.all([
      eventsSeen(db, { window, limit: mostEvents }),
      flips(db, window),
    ])
    return eventsView(seen, changes, now)
  },
}
