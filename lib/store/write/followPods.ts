import { z } from 'zod'
import type { ClusterFacts } from '#lib/tailnet/cluster.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { askRows } from '../read/askRows.ts'
import { endPods } from './endPods.ts'
import { keepPods } from './keepPods.ts'
import { keepTargets } from './keepTargets.ts'
import type { EventNote } from './noteEvents.ts'
import { podEvents } from './podEvents.ts'

const row = z.object({
  uid: z.string(),
  target: z.string(),
  name: z.string(),
  firstSeen: z.date(),
  goneAt: z.date().nullable(),
  restarts: z.number().nullable(),
})

/** A pod as it was kept before. */
export type KnownPod = z.output<typeof row>

/** A pod that went this long ago or less may be the one that a new pod stands in for. */
const replacedWithin = Prisma.sql`interval '1 hour'`

/** Keeps the targets and pods of a cluster, ends what was known of those that are gone, and tells what happened. */
export async function followPods(tx: Transaction, facts: ClusterFacts, at: Date): Promise<EventNote[]> {
  const known = await askRows(
    tx,
    row,
    Prisma.sql`
      select pod.uid, pod.target_id as target, pod.name, pod.first_seen as "firstSeen", pod.gone_at as "goneAt",
             (pod.facts->>'restarts')::float8 as restarts
      from target_pod pod join target on target.id = pod.target_id
      where target.cluster_id = ${facts.id} and pod.facts->>'pushed' is distinct from 'true'
        and (pod.gone_at is null or pod.gone_at > ${at}::timestamptz - ${replacedWithin})`,
  )
  await keepTargets(tx, facts, at)
  await keepPods(tx, facts.pods, at)
  const present = new Set<string>(facts.pods.map(pod => pod.uid))
  const gone = known.filter(pod => pod.goneAt === null && !present.has(pod.uid))
  if (gone.length > 0) await endPods(tx, gone, at)
  return podEvents({ known, pods: facts.pods, gone, at })
}
