import { type FixRow, fixRow } from './fixRow.ts'

/** Fixes that concern one target. */
export interface TargetFixesView {
  asOf: number
  rows: FixRow[]
}

export const targetFixesView = (
  fixes: readonly Parameters<typeof fixRow>[0][],
  now: Date,
): TargetFixesView => ({ asOf: now.getTime(), rows: fixes.map(fixRow) })
