'use client'

import { useMemo } from 'react'
import { counted } from '#lib/report/counted.ts'
import { type PodsPage, rowsOf } from '#lib/report/podsPage.ts'
import type { Answer } from '../live/answer.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Verdict } from '../panel/Verdict.tsx'
import { PathGlyph } from '../path/PathGlyph.tsx'
import { ExportMenu } from '../table/ExportMenu.tsx'
import { Name } from '../text/Name.tsx'
import { Chips } from './Chips.tsx'
import { ChosenBar } from './ChosenBar.tsx'
import { ColumnChoice } from './ColumnChoice.tsx'
import { Facets } from './Facets.tsx'
import { GroupChoice } from './GroupChoice.tsx'
import { NoPods } from './NoPods.tsx'
import { PodSearch } from './PodSearch.tsx'
import { PodTable } from './PodTable.tsx'
import { podsHref } from './podParams.ts'
import { usePodRows } from './usePodRows.ts'
import { type PodChoice, usePodState } from './usePodState.ts'
import { usePods } from './usePods.ts'
import './pods.css'

/** The pods page: its verdict, its filters, its table. */
export function PodsPanel({ params, first }: { params: Params; first: Answer<PodsPage> }) {
  const choice = usePodState()
  const answer = usePods(params, choice, first)
  return (
    <Panel answer={answer} what="pods" height={560}>
      {page => (
        <>
          <PodsVerdict page={page} />
          {page.total === 0 ? <NoPods /> : <PodsBody page={page} choice={choice} />}
        </>
      )}
    </Panel>
  )
}

function PodsVerdict({ page: { verdict, hasDerp } }: { page: PodsPage }) {
  return (
    <Verdict headline={<Name name={verdict.headline} />}>
      {hasDerp && <PathGlyph kind="derp" />} {verdict.reasons.join(' ')}
    </Verdict>
  )
}

function PodsBody({ page, choice }: { page: PodsPage; choice: PodChoice }) {
  const all = useMemo(() => rowsOf(page.items), [page.items])
  const rows = usePodRows(all)
  const facets = <Facets facets={page.facets} choice={choice} />
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
          <ColumnChoice choice={choice} />
          <ExportMenu table="pods" search={searchOf(choice)} />
        </div>
        <details className="only-s folded">
          <summary>Filters</summary>
          {facets}
        </details>
        {rows.chosen.size > 0 && <ChosenBar page={page} all={all} choice={choice} rows={rows} />}
        {page.found === 0 ? (
          <NoPods filtered={{ choice, withoutWords: page.withoutWords, total: page.total }} />
        ) : (
          <>
            <PodTable page={page} choice={choice} rows={rows} />
            <PodsNote page={page} />
          </>
        )}
      </div>
    </div>
  )
}

function PodsNote({ page: { found, total, more } }: { page: PodsPage }) {
  return (
    <>
      {more > 0 && (
        <noscript>
          <p className="pods-note">
            These are the first of {found} pods. Order or filter them to see others; the export has all.
          </p>
        </noscript>
      )}
      <p className="pods-note" role="status">
        {found === total ? counted(total, 'pod') : `${found} of ${counted(total, 'pod')}`}. Idle and offline
        links are left out of the bars.
      </p>
    </>
  )
}

/** What the address holds besides time, as it stands there. */
const searchOf = ({ state }: PodChoice): Record<string, string[]> => {
  const asked = new URL(podsHref(state), 'http://tailpath').searchParams
  return Object.fromEntries([...asked.keys()].map(name => [name, asked.getAll(name)]))
}
