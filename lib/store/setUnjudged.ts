import type { TargetId } from '#lib/tailnet/ids.ts'
import type { Database } from './database.ts'

/** Sets why no path can be told of a target, in words for the screen; null where it can. */
export async function setUnjudged(
  db: Database,
  { target, why }: { target: TargetId; why: string | null },
): Promise<void> {
  await db.target.updateMany({ where: { id: target }, data: { unjudged: why } })
}
