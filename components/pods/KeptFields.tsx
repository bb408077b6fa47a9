'use client'

import { facetNames } from '#lib/report/podFilter.ts'
import { timeSearch } from '../live/timeParams.ts'
import { useTime } from '../live/useTime.ts'
import type { PodChoice } from './usePodState.ts'

interface Props {
  choice: PodChoice
  words?: boolean
  facets?: boolean
  withColumns?: boolean
}

/** What a form sends along so that a reader without scripts stays where he was: hours, order, columns, other filters. */
export function KeptFields({
  choice: { state, filter },
  words = false,
  facets = false,
  withColumns = true,
}: Props) {
  const { words: time } = useTime()
  const { sort, order, group, cols } = state
  const fields = [
    ...Object.entries({ ...timeSearch(time), sort, group, ...(order && { order }) }),
    ...(words && filter.q ? [['q', filter.q] as const] : []),
    ...(withColumns ? cols.map(column => ['cols', column] as const) : []),
    ...(facets ? facetNames.flatMap(name => filter[name].map(value => [name, value] as const)) : []),
  ]
  return fields.map(([name, value]) => (
    <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
  ))
}
