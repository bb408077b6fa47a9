'use client'

import { useQueryStates } from 'nuqs'
import type { FacetName, PodFilter } from '#lib/report/podFilter.ts'
import { firstOrder, type PodSort } from '#lib/report/podSort.ts'
import { type PodState, podParams } from './podParams.ts'

export interface PodChoice {
  state: PodState
  filter: PodFilter
  sort: PodSort
  setWords: (q: string) => void
  /** Takes a value of a facet in or out. */
  toggle: (facet: FacetName, value: string) => void
}

/** What the address asks of the table, and how a reader changes it without asking the server again. */
export function usePodState(): PodChoice {
  const [state, set] = useQueryStates(podParams, { shallow: true })
  const { sort: by, order, group: _, ...filter } = state
  return {
    state,
    filter,
    sort: { by, order: order ?? firstOrder[by] },
    setWords: q => void set({ q }),
    toggle: (facet, value) => void set({ [facet]: toggled(filter[facet], value) }),
  }
}

const toggled = (values: readonly string[], value: string): string[] =>
  values.includes(value) ? values.filter(one => one !== value) : [...values, value]
