'use client'

import type { SourcesView } from '#lib/report/sourcesView.ts'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { SourceGroup } from './SourceGroup.tsx'
import '../table/table.css'
import './settings.css'

/** An API server is known by its context before its cluster is known at all: these stand by themselves. */
function groups({ tailscale, clusters }: SourcesView) {
  const isControl = (id: string) => id.startsWith('tailscale:')
  return [
    {
      key: 'tailscale',
      name: 'Tailscale',
      note: '',
      sources: tailscale.filter(source => isControl(source.id)),
    },
    {
      key: 'servers',
      name: 'Kubernetes API servers',
      note: '',
      sources: tailscale.filter(source => !isControl(source.id)),
    },
    ...clusters.map(({ id, name, environment, sources }) => ({ key: id, name, note: environment, sources })),
  ].filter(group => group.sources.length > 0)
}

/** Every source with its state; those that answer are folded away, those that do not say what to do. */
export function SourcesPanel({ params }: { params: Params }) {
  return (
    <Section title="Sources" meta="what does not answer first; the rest is folded" id="sources">
      <Panel answer={useView('sources', params)} what="sources" height={360}>
        {view =>
          groups(view).length === 0 ? (
            <State kind="waiting" title="No source has been asked yet">
              The collector asks the Tailscale API and each cluster within seconds of its start.
            </State>
          ) : (
            <div className="scroll">
              <table className="sources stacked">
                <thead>
                  <tr>
                    <th scope="col">Source</th>
                    <th scope="col">State</th>
                    <th scope="col" className="num">
                      For
                    </th>
                    <th scope="col" className="num">
                      Last answer
                    </th>
                    <th scope="col">Reason, and what to do</th>
                  </tr>
                </thead>
                {groups(view).map(({ key, ...group }) => (
                  <SourceGroup key={key} {...group} now={view.asOf} />
                ))}
              </table>
            </div>
          )
        }
      </Panel>
    </Section>
  )
}
