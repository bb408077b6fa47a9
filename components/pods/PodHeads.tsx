'use client'

import type { ReactNode } from 'react'
import { firstOrder, type SortKey } from '#lib/report/podSort.ts'
import { SortHead } from '../table/SortHead.tsx'
import { podsHref } from './podParams.ts'
import type { PodChoice } from './usePodState.ts'

/** The heads of the columns: each orders the table by its column, and the other way round at the next click. */
export function PodHeads({ choice, unit, length }: { choice: PodChoice; unit: string; length: string }) {
  const { state, sort } = choice
  const head = (by: SortKey, className: string, words: ReactNode, numeric = false) => {
    const order = sort.by === by ? sort.order : null
    const next = order === null ? firstOrder[by] : order === 'asc' ? 'desc' : 'asc'
    return (
      <SortHead
        href={podsHref({ ...state, sort: by, order: next === firstOrder[by] ? null : next })}
        order={order}
        numeric={numeric}
        className={className}
      >
        {words}
      </SortHead>
    )
  }
  return (
    <thead>
      <tr>
        {head('name', 'c-pod', 'Pod')}
        {head('links', 'c-mix', 'Path of links now')}
        {head('bytes', 'c-spk', `Bytes by path, ${length}`)}
        {head('derp', 'c-gib', `DERP / all ${unit}`, true)}
        {head('home', 'c-ms', 'Home DERP ms', true)}
        <th scope="col" className="c-nat">
          NAT L1, L2
        </th>
        {head('cause', 'c-cause', 'Cause')}
        {head('since', 'c-since', 'Since', true)}
      </tr>
    </thead>
  )
}
