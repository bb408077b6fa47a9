'use client'

import { useDeferredValue } from 'react'
import { counted } from '#lib/report/counted.ts'
import { filterPods } from '#lib/report/podFilter.ts'
import { sortPods } from '#lib/report/podSort.ts'
import { podsVerdict } from '#lib/report/podsVerdict.ts'
import type { PodsView } from '#lib/report/podsView.ts'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Verdict } from '../panel/Verdict.tsx'
import { PathGlyph } from '../path/PathGlyph.tsx'
import { Name } from '../text/Name.tsx'
import { Chips } from './Chips.tsx'
import { Facets } from './Facets.tsx'
import { GroupChoice } from './GroupChoice.tsx'
import { NoPods } from './NoPods.tsx'
import { PodSearch } from './PodSearch.tsx'
import { PodTable } from './PodTable.tsx'
import { type PodChoice, usePodState } from './usePodState.ts'
import './pods.css'

/** The pods page: its verdict, its filters, its table. */
export function PodsPanel({ params }: { params: Params }) {
  const answer = useView('pods', params)
  const choice = usePodState()
  return (
    <Panel answer={answer} what="pods" height={560}>
      {view => (
        <>
          <PodsVerdict view={view} />
          {view.rows.length === 0 ? <NoPods /> : <PodsBody view={view} choice={choice} />}
        </>
      )}
    </Panel>
  )
}

function PodsVerdict({ view }: { view: PodsView }) {
  const { headline, reasons } = podsVerdict(view.rows)
  const hasDerp = view.rows.some(row => row.links.derp > 0)
  return (
    <Verdict headline={<Name name={headline} />}>
      {hasDerp && <PathGlyph kind="derp" />} {reasons.join(' ')}
    </Verdict>
  )
}

function PodsBody({ view, choice }: { view: PodsView; choice: PodChoice }) {
  const filter = useDeferredValue(choice.filter)
  const found = sortPods(filterPods(view.rows, filter), choice.sort)
  const facets = <Facets rows={view.rows} choice={choice} />
  return (
    <div className="with-side">
      <aside className="hide-s" aria-label="Filters">
        {facets}
      </aside>
      <div className="table-side">
        <div className="chips">
          <PodSearch choice={choice} />
          <Chips choice={choice} />
          <span className="grow" />
          <GroupChoice choice={choice} />
        </div>
        <details className="only-s folded">
          <summary>Filters</summary>
          {facets}
        </details>
        {found.length === 0 ? (
          <NoPods filtered={{ choice, rows: view.rows }} />
        ) : (
          <>
            <PodTable rows={found} choice={choice} from={view.from} to={view.to} now={view.asOf} />
            <p className="pods-note" role="status">
              {found.length === view.rows.length
                ? counted(view.rows.length, 'pod')
                : `${found.length} of ${counted(view.rows.length, 'pod')}`}
              . Idle and offline links are left out of the bars.
            </p>
          </>
        )}
      </div>
    </div>
  )
}
