'use client'

import type { EventItem } from '#lib/report/eventsView.ts'
import { Name } from '../text/Name.tsx'
import { Time } from '../text/Time.tsx'
import './target.css'

/** So many fit below the lanes; all stand in "What changed". */
const most = 6

/** What the flags over the lanes mean, in a row. */
export function EventRow({ items, now }: { items: EventItem[]; now: number }) {
  const flagged = items.filter(item => item.no !== null).toReversed()
  if (flagged.length === 0) return null
  return (
    <ol className="evrow">
      {flagged.slice(-most).map(item => (
        <li key={item.id}>
          <span className="no">{item.no}</span>
          <b>
            <Time at={item.at} now={now} />
          </b>
          <span>
            <Name name={item.title} />
            {item.effect && `. ${item.effect.words.charAt(0).toUpperCase()}${item.effect.words.slice(1)}`}
          </span>
        </li>
      ))}
      {flagged.length > most && (
        <li>
          <a href="#changes">{flagged.length - most} more</a>
        </li>
      )}
    </ol>
  )
}
