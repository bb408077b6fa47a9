import { eventsView } from '#lib/report/eventsView.ts'
import { events as eventsSeen } from '#lib/store/read/events.ts'
import { flips } from '#lib/store/read/flips.ts'
import { targetOf } from '#lib/store/read/targetOf.ts'
import { addressOf } from './addressOf.ts'
import type { Ask } from './ask.ts'

/** More than a list or an axis can show. */
const mostEvents = 200

/** What changed, and what the paths did after it: everywhere, or for one target and its cluster. */
export const events: Ask<'events'> = {
  question: 'events',
  answer: async ({ db, now, window, params }) => {
    const address = addressOf(params)
    const target = address && (await targetOf(db, address))
    if (address && !target) return null
    const [seen, changes] = await Promise.all([
      eventsSeen(db, { window, limit: mostEvents, ...(target && { target: target.id }) }),
      flips(db, window),
    ])
    return eventsView(seen, target ? changes.filter(flip => flip.target === target.id) : changes, now)
  },
}
