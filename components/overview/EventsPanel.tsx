'use client'

import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { EventLine } from './EventLine.tsx'
import './overview.css'

const most = 8

/** What happened, newest first, each with what the paths did after it. */
export function EventsPanel({ params }: { params: Params }) {
  const events = useView('events', params)
  return (
    <Section title="What changed" meta="newest first, with what the paths did after it">
      <Panel answer={events} what="changes" height={320}>
        {({ items, asOf }) =>
          items.length === 0 ? (
            <State kind="info" title="Nothing changed in this range">
              Objects, NAT, clients and the collector itself stayed as they were.
            </State>
          ) : (
            <>
              <ol className="events">
                {items.slice(0, most).map(item => (
                  <EventLine key={item.id} item={item} now={asOf} />
                ))}
              </ol>
              {items.length > most && (
                <details className="events">
                  <summary>{items.length - most} more</summary>
                  <ol>
                    {items.slice(most).map(item => (
                      <EventLine key={item.id} item={item} now={asOf} />
                    ))}
                  </ol>
                </details>
              )}
            </>
          )
        }
      </Panel>
    </Section>
  )
}
