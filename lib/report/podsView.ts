import type { TimeWindow } from '#lib/tailnet/history.ts'
import type { TargetStanding } from '#lib/tailnet/standing.ts'
import { type PodRow, podRow } from './podRow.ts'
import { sortPods } from './podSort.ts'

export interface PodsView {
  asOf: number
  from: number
  to: number
  rows: PodRow[]
  /** Targets in all, of which `rows` may be the worst few. */
  total: number
}

interface PodsInput {
  targets: TargetStanding[]
  window: TimeWindow
  now: Date
  regionCode: (id: number) => string | null
  /** Only the worst so many. */
  most?: number
}

export function podsView({ targets, window, now, regionCode, most }: PodsInput): PodsView {
  const rows = sortPods(
    targets.map(target => podRow(target, now, regionCode)),
    { by: 'derp', order: 'desc' },
  )
  return {
    asOf: now.getTime(),
    from: window.from.getTime(),
    to: window.to.getTime(),
    rows: most === undefined ? rows : rows.filter(row => row.seen !== 'gone').slice(0, most),
    total: rows.filter(row => row.seen !== 'gone').length,
  }
}
