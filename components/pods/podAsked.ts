import { columnsShown, type PodColumn } from '#lib/report/podColumns.ts'
import type { PodFilter } from '#lib/report/podFilter.ts'
import { firstOrder, type PodSort } from '#lib/report/podSort.ts'
import type { PodState } from './podParams.ts'

/** What an address asks of the pods table. */
export interface PodAsked {
  state: PodState
  filter: PodFilter
  sort: PodSort
  columns: PodColumn[]
  /** Somebody chose columns: then a narrow screen leaves none of them out. */
  hasOwnColumns: boolean
}

export function podAsked(state: PodState): PodAsked {
  const { sort: by, order, group: _, cols, ...filter } = state
  return {
    state,
    filter,
    sort: { by, order: order ?? firstOrder[by] },
    columns: columnsShown(cols),
    hasOwnColumns: cols.length > 0,
  }
}
