'use client'

import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { EventList } from '../overview/EventList.tsx'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'

/** What happened to either end of a link: its pod, its device, its cluster. */
export function LinkChangesPanel({ params }: { params: Params }) {
  const history = useView('linkHistory', params)
  return (
    <Section
      title="What changed"
      id="changes"
      meta="at either end; what lies before a change of path first, the nearest on top"
    >
      <Panel answer={history} what="changes" height={160}>
        {({ changes, asOf }) =>
          changes.length === 0 ? (
            <State kind="info" title="Nothing changed at either end in this range">
              Edits of objects, restarts, new pods and new public addresses stand here.
            </State>
          ) : (
            <EventList items={changes} now={asOf} />
          )
        }
      </Panel>
    </Section>
  )
}
