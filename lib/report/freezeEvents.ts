import type { EventsView } from './eventsView.ts'
import type { BlockOf } from './frozen.ts'

/** More than this no reader of a channel goes through. */
const most = 20

/** What changed, newest first, without its diffs: those hold fields that nobody has looked at. */
export function freezeEvents({ items }: EventsView, title: string): BlockOf<'events'> {
  return {
    block: 'events',
    title,
    items: items.slice(0, most).map(({ at, no, title, place, effect }) => ({
      at,
      no,
      title,
      place,
      effect: effect && { kind: effect.kind, words: effect.words },
    })),
    more: Math.max(0, items.length - most),
  }
}
