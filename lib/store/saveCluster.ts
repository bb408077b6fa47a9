import type { ClusterFacts } from '#lib/tailnet/cluster.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { type Database, transaction } from './database.ts'
import { toJson } from './toJson.ts'
import { followObjects } from './write/followObjects.ts'
import { followPods } from './write/followPods.ts'
import { noteEvents } from './write/noteEvents.ts'
import { withoutSecrets } from './write/withoutSecrets.ts'

/**
 * Keeps what a cluster looks like: its objects with their history, its targets and their pods. Notes what changed since
 * the last time; the first time brings no events, as nobody knows what was there before.
 */
export function saveCluster(
  db: Database,
  parts: {
    at: Date
    facts: ClusterFacts
    /** Distribution, cloud and CNI as diagnosis made them out. */
    detected: unknown
  },
): Promise<void> {
  const { at, facts, detected } = parts
  return transaction(db, async tx => {
    const fresh = await tx.$executeRaw(Prisma.sql`
      insert into cluster (id, name, first_seen, last_seen) values (${facts.id}, ${facts.name}, ${at}, ${at})
      on conflict do nothing`)
    await tx.$executeRaw(Prisma.sql`select 1 from cluster where id = ${facts.id} for update`)
    await tx.$executeRaw(Prisma.sql`
      update cluster set name = ${facts.name}, facts = ${toJson(withoutSecrets(facts))}::jsonb,
        detected = ${toJson(detected)}::jsonb, last_seen = ${at}
      where id = ${facts.id}`)
    const ofPods = await followPods(tx, facts, at)
    const ofObjects = await followObjects(tx, facts, at)
    if (fresh === 0) await noteEvents(tx, [...ofObjects, ...ofPods])
  })
}
