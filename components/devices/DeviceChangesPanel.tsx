'use client'

import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { EventList } from '../overview/EventList.tsx'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'

/** What happened to a device: its NAT, its client, its pod where it is one's. */
export function DeviceChangesPanel({ params }: { params: Params }) {
  const history = useView('deviceHistory', params)
  return (
    <Section
      title="What changed"
      id="changes"
      meta="what lies before a change of path first, the nearest on top"
    >
      <Panel answer={history} what="changes" height={120}>
        {({ changes, asOf }) =>
          changes.length === 0 ? (
            <State kind="info" title="Nothing changed in this range">
              New public addresses, another NAT and a new client stand here.
            </State>
          ) : (
            <EventList items={changes} now={asOf} />
          )
        }
      </Panel>
    </Section>
  )
}
