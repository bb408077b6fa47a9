'use client'

import { type PodColumn, podColumnNames } from '#lib/report/podColumns.ts'
import { firstOrder, type SortKey } from '#lib/report/podSort.ts'
import { SortHead } from '../table/SortHead.tsx'
import { podsHref } from './podParams.ts'
import type { PodChoice } from './usePodState.ts'

interface Head {
  by: SortKey
  className: string
  numeric?: boolean
}

const heads: Record<PodColumn, Head> = {
  cluster: { by: 'cluster', className: 'c-word' },
  namespace: { by: 'namespace', className: 'c-word' },
  workload: { by: 'workload', className: 'c-word' },
  path: { by: 'links', className: 'c-mix' },
  bytes: { by: 'bytes', className: 'c-spk' },
  derp: { by: 'derp', className: 'c-gib', numeric: true },
  home: { by: 'home', className: 'c-ms', numeric: true },
  nat: { by: 'nat', className: 'c-nat' },
  cause: { by: 'cause', className: 'c-cause' },
  since: { by: 'since', className: 'c-since', numeric: true },
  seen: { by: 'seen', className: 'c-seen', numeric: true },
}

/** The heads of the columns: each orders the table by its column, and the other way round at the next click. */
export function PodHeads({ choice, unit, length }: { choice: PodChoice; unit: string; length: string }) {
  const { state, sort, columns } = choice
  const words: Partial<Record<PodColumn, string>> = {
    bytes: `Bytes by path, ${length}`,
    derp: `DERP / all ${unit}`,
    since: 'Since',
  }
  const head = ({ by, ...look }: Head, text: string) => {
    const order = sort.by === by ? sort.order : null
    const next = order === null ? firstOrder[by] : order === 'asc' ? 'desc' : 'asc'
    const href = podsHref({ ...state, sort: by, order: next === firstOrder[by] ? null : next })
    return (
      <SortHead key={by} href={href} order={order} {...look}>
        {text}
      </SortHead>
    )
  }
  return (
    <thead>
      <tr>
        <th scope="col" className="c-pick">
          <span className="sr">Chosen</span>
        </th>
        {head({ by: 'name', className: 'c-pod' }, 'Pod')}
        {columns.map(column => head(heads[column], words[column] ?? podColumnNames[column]))}
      </tr>
    </thead>
  )
}
