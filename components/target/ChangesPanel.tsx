'use client'

import { lengthOf } from '#lib/report/range.ts'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { EventList } from '../overview/EventList.tsx'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'

/** What happened to this target and its cluster: before its links changed their paths, and else. */
export function ChangesPanel({ params }: { params: Params }) {
  const events = useView('events', params)
  const { view: target } = useView('target', params)
  const bytes = useView('bytes', params)
  return (
    <Section
      title="What changed"
      meta="this pod and its cluster; what lies before a change of path first, the nearest on top"
      id="changes"
      className="later"
    >
      <Panel answer={events} what="changes" height={160}>
        {({ items, asOf }) =>
          items.length === 0 ? (
            <State
              kind="info"
              title={`Nothing changed${bytes.view ? ` in ${lengthOf(bytes.view.from, bytes.view.to)}` : ''}`}
            >
              Edits of objects, restarts, new pods and new public addresses stand here.
            </State>
          ) : (
            <EventList
              items={items.map(item =>
                item.href === target?.href ? { ...item, place: null, href: null } : item,
              )}
              now={asOf}
            />
          )
        }
      </Panel>
    </Section>
  )
}
