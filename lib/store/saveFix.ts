import { z } from 'zod'
import type { NewFix } from '#lib/tailnet/fix.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { type Database, transaction } from './database.ts'
import { askRows } from './read/askRows.ts'
import { toJson } from './toJson.ts'
import { noteEvents } from './write/noteEvents.ts'

/**
 * Keeps a fix, not proven yet. One with the same key is left alone. What a person marked is an event too, with who
 * said it. Returns its id, or null where it was there already.
 */
export function saveFix(
  db: Database,
  { key, fix, at }: { key: string; fix: NewFix; at: Date },
): Promise<string | null> {
  const { scope } = fix
  return transaction(db, async tx => {
    const [made] = await askRows(
      tx,
      z.object({ id: z.string() }),
      Prisma.sql`
        insert into fix (key, cluster_id, namespace, target_id, node, what, diff, remedy, causes, aim, applied_at, noticed,
                         by, note)
        values (${key}, ${scope.cluster}, ${scope.namespace}, ${scope.target}, ${scope.node}, ${fix.what},
                ${toJson(fix.diff)}::jsonb, ${fix.remedy}, ${fix.causes}::text[], ${fix.aim}, ${fix.appliedAt},
                ${fix.noticed}, ${fix.by}, ${fix.note})
        on conflict (key) do nothing returning id::text as id`,
    )
    if (!made) return null
    await tx.$executeRaw(
      Prisma.sql`insert into fix_state (fix_id, at, state) values (${made.id}::bigint, ${at}, 'not_proven')`,
    )
    if (fix.noticed === 'by hand') {
      const detail = { fix: made.id, by: fix.by, note: fix.note, remedy: fix.remedy, markedAt: at }
      const title = `Marked as applied: ${fix.what}`
      await noteEvents(tx, [
        {
          at: fix.appliedAt,
          kind: 'fix_marked',
          clusterId: scope.cluster,
          targetId: scope.target,
          title,
          detail,
          onceInSeconds: 0,
        },
      ])
    }
    return made.id
  })
}
