import type { TimeWindow } from '#lib/tailnet/history.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** A column's bucket of `stepSeconds`, aligned to the epoch as charts draw them. */
export const bucketOf = (column: Prisma.Sql, stepSeconds: number) =>
  Prisma.sql`date_bin(make_interval(secs => ${stepSeconds}), ${column}, timestamptz 'epoch')`

/** The window widened to whole buckets at its start. */
export function alignedWindow({ from, to }: TimeWindow, stepSeconds: number): TimeWindow {
  const step = stepSeconds * 1000
  return { from: new Date(Math.floor(from.getTime() / step) * step), to }
}

/** Narrows to some targets, or to none at all where no list is given. */
export const ofTargets = (targets: readonly string[] | undefined) =>
  targets ? Prisma.sql`and target_id = any(${[...targets]}::text[])` : Prisma.empty
