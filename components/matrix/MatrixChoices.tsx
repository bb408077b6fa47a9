'use client'

import { type MatrixGrouping, matrixGroupings } from '#lib/report/matrixGroups.ts'
import { matrixHref } from '#lib/report/matrixHref.ts'
import type { MatrixView } from '#lib/report/matrixView.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { PathWord } from '../path/PathWord.tsx'
import { ExportMenu } from '../table/ExportMenu.tsx'
import { Name } from '../text/Name.tsx'
import { matrixSorts } from './matrixParams.ts'
import '../control/control.css'

const groupWords: Record<MatrixGrouping, string> = {
  none: 'Pods',
  workload: 'Workloads',
  node: 'Nodes',
  namespace: 'Namespaces',
  cluster: 'Clusters',
}
const sortWords = { blocks: 'Blocks', name: 'Name' } as const
const kinds: readonly PathKind[] = ['direct', 'peer_relay', 'derp', 'no_answer', 'idle', 'offline', 'unknown']

/** What the signs mean, what a line is and in which order they stand. Links, so that it works without scripts. */
export function MatrixChoices({ view, sort }: { view: MatrixView; sort: (typeof matrixSorts)[number] }) {
  const { rows, peers } = view.within
  return (
    <div className="mx-choices">
      <p className="mx-legend">
        {kinds.map(kind => (
          <PathWord key={kind} kind={kind} />
        ))}
        <span className="nw">
          <b aria-hidden="true">≠</b> the other end says another path
        </span>
        <span className="faint nw">{view.by === 'none' ? 'number: median ms, probed' : 'number: links'}</span>
      </p>
      <nav className="group-by" aria-label="A line is">
        <span className="t12 faint hide-m">A line is</span>
        <span className="seg">
          {matrixGroupings.map(group => (
            <KeptLink
              key={group}
              href={matrixHref({ group, rows, peers })}
              aria-current={group === view.by}
              scroll={false}
              replace
            >
              {groupWords[group]}
            </KeptLink>
          ))}
        </span>
      </nav>
      <nav className="group-by" aria-label="Sort by">
        <span className="t12 faint hide-m">Sort by</span>
        <span className="seg">
          {matrixSorts.map(each => (
            <KeptLink
              key={each}
              href={withSort(matrixHref({ group: view.asked, rows, peers }), each)}
              aria-current={each === sort}
              scroll={false}
              replace
            >
              {sortWords[each]}
            </KeptLink>
          ))}
        </span>
      </nav>
      <ExportMenu table="matrix" search={{ group: view.asked, rows, peers, sort }} />
      {(rows !== null || peers !== null) && (
        <p className="mx-within">
          Only{' '}
          {[rows, peers]
            .filter(key => key !== null)
            .map((key, index) => (
              <span key={key}>
                {index > 0 && ' towards '}
                <Name name={keyWords(key)} mono />
              </span>
            ))}
          . <KeptLink href={matrixHref({ group: null })}>Show all</KeptLink>
        </p>
      )}
    </div>
  )
}

const withSort = (href: string, sort: string) => `${href}${href.includes('?') ? '&' : '?'}sort=${sort}`

/** "namespace:eks/shop" as a person writes it; an address may hold half an escape. */
function keyWords(key: string): string {
  try {
    return decodeURIComponent(key).replace(':', ' ')
  } catch {
    return key
  }
}
