'use client'

import { useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import type { PodColumn } from '#lib/report/podColumns.ts'
import type { FacetName } from '#lib/report/podFilter.ts'
import { type PodAsked, podAsked } from './podAsked.ts'
import { podParams } from './podParams.ts'

export interface PodChoice extends PodAsked {
  setWords: (q: string) => void
  /** Takes a value of a facet in or out. */
  toggle: (facet: FacetName, value: string) => void
  /** Shows a column, or hides it; the last one stays. */
  toggleColumn: (column: PodColumn) => void
}

/** What the address asks of the table, and how a reader changes it without asking the server again. */
export function usePodState(): PodChoice {
  const [state, set] = useQueryStates(podParams, { shallow: true })
  return useMemo(() => {
    const asked = podAsked(state)
    return {
      ...asked,
      setWords: q => void set({ q }),
      toggle: (facet, value) => void set({ [facet]: toggled(asked.filter[facet], value) }),
      toggleColumn: column => {
        const cols = toggled(asked.columns, column)
        if (cols.length > 0) void set({ cols })
      },
    }
  }, [state, set])
}

const toggled = <V extends string>(values: readonly V[], value: V): V[] =>
  values.includes(value) ? values.filter(one => one !== value) : [...values, value]
