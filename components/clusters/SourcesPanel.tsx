'use client'

import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { SourceGroup } from '../settings/SourceGroup.tsx'
import '../settings/settings.css'
import '../table/table.css'

/** Whether the sources of this cluster answer, and what to do about those that do not. */
export function SourcesPanel({ params, range }: { params: Params; range: Params }) {
  const sources = useView('sources', range)
  return (
    <Section
      title="Sources"
      meta="what does not answer first; the rest is folded"
      aside={<KeptLink href="/settings#sources">All sources</KeptLink>}
    >
      <Panel answer={sources} what="sources" height={160}>
        {({ clusters, asOf }) => {
          const own = clusters.find(({ id, name }) => name === params.cluster || id === params.cluster)
          if (!own || own.sources.length === 0)
            return <State kind="waiting" title="No source of this cluster has been asked yet" />
          return (
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
              <SourceGroup name={own.name} note={own.environment} sources={own.sources} now={asOf} />
            </table>
          )
        }}
      </Panel>
    </Section>
  )
}
