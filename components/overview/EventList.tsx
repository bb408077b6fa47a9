'use client'

import { counted } from '#lib/report/counted.ts'
import type { EventItem } from '#lib/report/eventsView.ts'
import { EventLine } from './EventLine.tsx'
import './overview.css'

/**
 * What lies in the 15 minutes before a link changed its path, the nearest first; then all the rest, the newest first,
 * behind a fold where there is anything before it.
 */
export function EventList({ items, now }: { items: EventItem[]; now: number }) {
  const before = items
    .filter(({ trigger }) => trigger !== null)
    .toSorted((a, b) => (a.trigger?.secondsBefore ?? 0) - (b.trigger?.secondsBefore ?? 0) || b.at - a.at)
  const others = items.filter(({ trigger }) => trigger === null)
  return (
    <>
      {before.length === 0 ? (
        <p className="dim">No link changed its path within 15 minutes after any of these.</p>
      ) : (
        <Lines items={before} now={now} label="Before a change of path" />
      )}
      {others.length > 0 && (
        <details className="events" open={before.length === 0}>
          <summary>{counted(others.length, 'change')} that no link changed its path after</summary>
          <Lines items={others} now={now} label="Without a change of path" />
        </details>
      )}
    </>
  )
}

/** As many as are read; the rest stands behind a fold. */
const most = 8

function Lines({ items, now, label }: { items: EventItem[]; now: number; label: string }) {
  return (
    <>
      <ol className="events" aria-label={label}>
        {items.slice(0, most).map(item => (
          <EventLine key={item.id} item={item} now={now} />
        ))}
      </ol>
      {items.length > most && (
        <details className="events">
          <summary>{items.length - most} more</summary>
          <ol>
            {items.slice(most).map(item => (
              <EventLine key={item.id} item={item} now={now} />
            ))}
          </ol>
        </details>
      )}
    </>
  )
}
