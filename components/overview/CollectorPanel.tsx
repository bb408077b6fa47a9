'use client'

import { duration } from '#lib/report/duration.ts'
import { sourceStateWords } from '#lib/report/failureWords.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { ClusterCell } from './ClusterCell.tsx'
import './overview.css'

/** Whether the picture above is whole: a cell for each cluster, a bar for each stretch of rounds. */
export function CollectorPanel({ params }: { params: Params }) {
  const sources = useView('sources', params)
  const api = sources.view?.tailscale.find(source => source.id.startsWith('tailscale:'))
  const asOf = sources.view?.asOf ?? 0
  const apiWords = api
    ? `${api.title} ${api.state === 'ok' ? 'ok' : sourceStateWords[api.state]}${api.lastOkAt === null ? '' : ` ${duration((asOf - api.lastOkAt) / 1000)} ago`}${api.failure ? ` (${api.failure})` : ''}. `
    : ''
  const [first] = sources.view?.clusters ?? []
  const bars = first && first.bars.length > 1 ? (first.bars[1]?.at ?? 0) - (first.bars[0]?.at ?? 0) : null
  return (
    <Section
      title="Collector"
      meta={`${apiWords}${bars === null ? '' : `Each bar is ${duration(bars / 1000)} of rounds; short bars are failed rounds.`}`}
      aside={<KeptLink href="/settings#sources">Sources</KeptLink>}
    >
      <Panel answer={sources} what="sources" height={96}>
        {view =>
          view.clusters.length === 0 ? (
            <State kind="waiting" title="No cluster has been seen yet">
              The collector reads the clusters of its kubeconfig, or the one it runs in.
            </State>
          ) : (
            <div className="strip">
              {view.clusters.map(cluster => (
                <ClusterCell key={cluster.id} cluster={cluster} now={view.asOf} />
              ))}
            </div>
          )
        }
      </Panel>
    </Section>
  )
}
