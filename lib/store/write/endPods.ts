import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { endGaps } from '../round/endGaps.ts'
import { endLinks } from './endLinks.ts'

/**
 * Ends what is known of pods that are gone. In the order in which `recordRounds` locks, so that a round under way and the
 * end of its pod wait for each other.
 */
export async function endPods(
  tx: Transaction,
  gone: readonly { uid: string; target: string }[],
  at: Date,
): Promise<void> {
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
