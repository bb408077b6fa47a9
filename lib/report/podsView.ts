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
  /** The same with those that have gone within the range. */
  count: number
  /** Up to where changes are in here; to be asked with as `since`. Null where changes cannot be told. */
  version: string | null
  /** `rows` are those that changed since the version that was asked with. */
  isChange: boolean
}

interface PodsInput {
  targets: TargetStanding[]
  window: TimeWindow
  now: Date
  regionCode: (id: number) => string | null
  /** Only the worst so many. */
  most?: number
  version?: string
  /** Only what changed is told, of so many targets in all. */
  changedOf?: number
}

/** Every target, the one with the most on DERP first. Of a change `total` counts only what changed. */
export function podsView({
  targets,
  window,
  now,
  regionCode,
  most,
  version,
  changedOf,
}: PodsInput): PodsView {
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
    count: changedOf ?? rows.length,
    version: version ?? null,
    isChange: changedOf !== undefined,
  }
}
