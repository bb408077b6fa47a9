'use client'

import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { EventList } from './EventList.tsx'
import './overview.css'

/** What happened just before links changed their paths, and how often the like of it did nothing. */
export function EventsPanel({ params }: { params: Params }) {
  const events = useView('events', params)
  return (
    <Section
      title="What changed"
      meta="in the 15 minutes before a link changed its path, the nearest first; with it how often the like changed none"
    >
      <Panel answer={events} what="changes" height={320}>
        {({ items, asOf }) =>
          items.length === 0 ? (
            <State kind="info" title="Nothing changed in this range">
              Objects, NAT, clients and the collector itself stayed as they were.
            </State>
          ) : (
            <EventList items={items} now={asOf} />
          )
        }
      </Panel>
    </Section>
  )
}
