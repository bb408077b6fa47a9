import { z } from 'zod'
import type { ClusterFacts } from '#lib/tailnet/cluster.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { askRows } from '../read/askRows.ts'
import { endGaps } from '../round/endGaps.ts'
import { endLinks } from './endLinks.ts'
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
      where target.cluster_id = ${facts.id}
        and (pod.gone_at is null or pod.gone_at > ${at}::timestamptz - ${replacedWithin})`,
  )
  await keepTargets(tx, facts, at)
  await keepPods(tx, facts.pods, at)
  const present = new Set<string>(facts.pods.map(pod => pod.uid))
  const gone = known.filter(pod => pod.goneAt === null && !present.has(pod.uid))
  if (gone.length > 0) await endPods(tx, gone, at)
  return podEvents({ known, pods: facts.pods, gone, at })
}

/** In the order in which `recordRounds` locks, so that a round under way and the end of its pod wait for each other. */
async function endPods(tx: Transaction, gone: readonly KnownPod[], at: Date): Promise<void> {
  const pods = gone.map(pod => pod.uid)
  await tx.$executeRaw(Prisma.sql`
    select 1 from observer_state where pod_uid = any(${pods}::text[]) order by pod_uid for update`)
  await tx.$executeRaw(Prisma.sql`update target_pod set gone_at = ${at} where uid = any(${pods}::text[])`)
  await endLinks(tx, { pods, peers: [], at })
  const ends = gone.flatMap(({ uid: pod, target }) => [
    { subject: target, pod, at },
    { subject: `${target}#metrics`, pod, at },
  ])
  await endGaps(tx, ends)
}
