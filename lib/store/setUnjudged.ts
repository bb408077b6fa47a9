import type { TargetId } from '#lib/tailnet/ids.ts'
import type { Database } from './database.ts'

/**
 * Sets why no path can be told of a target, in words for the screen; null where it can. `pathsHeld` says that paths of it
 * are still kept as known: nobody will look at them again.
 */
export async function setUnjudged(
  db: Database,
  { target, why }: { target: TargetId; why: string | null },
): Promise<{ pathsHeld: boolean }> {
  await db.target.updateMany({ where: { id: target }, data: { unjudged: why } })
  if (why === null) return { pathsHeld: false }
  const held = await db.pathNow.findFirst({
    where: { targetId: target, kind: { not: 'unknown' } },
    select: { peer: true },
  })
  return { pathsHeld: held !== null }
}
