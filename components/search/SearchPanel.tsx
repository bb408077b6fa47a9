'use client'

import { counted } from '#lib/report/counted.ts'
import type { SearchView } from '#lib/report/searchView.ts'
import { LinkTable } from '../links/LinkTable.tsx'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { Verdict } from '../panel/Verdict.tsx'
import { Inline } from '../text/Inline.tsx'
import { Name } from '../text/Name.tsx'
import { HitTable } from './HitTable.tsx'
import './search.css'

/** What was meant, whole, and all else that matches. */
export function SearchPanel({ params }: { params: Params }) {
  const search = useView('search', params)
  return (
    <Panel answer={search} what="results" height={320}>
      {view => (
        <>
          <Verdict headline={<Name name={headlineOf(view)} />}>{tips(view)}</Verdict>
          <div className="cols first">
            {view.best && <Best view={view} best={view.best} />}
            {view.hits.length > 0 && (
              <Section
                title={view.best ? 'All that matches' : 'What matches'}
                meta={
                  view.isCut
                    ? `the first ${view.hits.length}; add a letter to find fewer`
                    : 'whole names before their start before a part'
                }
              >
                <HitTable hits={view.hits} />
              </Section>
            )}
          </div>
        </>
      )}
    </Panel>
  )
}

function headlineOf({ q, hits, isCut, best }: SearchView): string {
  if (q.trim() === '') return 'What are you looking for?'
  if (hits.length === 0) return `Nothing is named “${q.trim()}”.`
  if (best)
    return `${best.title}: ${best.verdict.headline.charAt(0).toLowerCase()}${best.verdict.headline.slice(1)}`
  return `${isCut ? 'More than ' : ''}${counted(hits.length, 'match', 'matches')} for “${q.trim()}”.`
}

function tips({ hits, best }: SearchView) {
  if (best)
    return best.verdict.reasons.map(reason => (
      <span key={reason}>
        <Inline text={reason} />{' '}
      </span>
    ))
  if (hits.length > 0) return null
  return 'A tailnet address, a MagicDNS name, a pod or its IP, a node, a user or tag, a Service, an Ingress, a public address or endpoint, a cause; two of them with an arrow between are a link.'
}

function Best({ view: { asOf }, best }: { view: SearchView; best: NonNullable<SearchView['best']> }) {
  return (
    <Section
      title={best.what === 'pod' ? 'Its links' : 'Who reaches it how'}
      meta="path, NAT of both ends and cause, worst first"
      aside={
        <KeptLink href={best.href}>{best.what === 'pod' ? 'The pod’s page' : 'The device’s page'}</KeptLink>
      }
    >
      {best.rows.length === 0 ? (
        <State kind="waiting" title="No link was seen">
          Only who is looked into tells whom it sends to.
        </State>
      ) : (
        <LinkTable rows={best.rows} now={asOf} end={best.what === 'pod' ? 'Peer' : 'Pod'} label="Links" />
      )}
    </Section>
  )
}
