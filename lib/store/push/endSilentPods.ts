import { z } from 'zod'
import { Prisma } from '#prisma/generated/client.ts'
import { type Database, transaction } from '../database.ts'
import { askRows } from '../read/askRows.ts'
import { endPods } from '../write/endPods.ts'

/** Silent for longer than any spool lasts. */
const goneSeconds = 25 * 3_600
/** A rollout: silent for this long, and another pod of the target began when this one ended. */
const replacedSeconds = 900

/**
 * Ends pods that only pushed and are silent for good, and targets that none of them fills any more. Returns the UIDs. One
 * that pushes again is kept again.
 */
export function endSilentPods(db: Database, at: Date): Promise<string[]> {
  return transaction(db, async tx => {
    const gone = await askRows(
      tx,
      z.object({ uid: z.string(), target: z.string() }),
      Prisma.sql`
        with heard as (
          select pod.uid, pod.target_id, pod.first_seen, coalesce(max(sender.last_at), pod.first_seen) as last_at
          from target_pod pod left join push_sender sender on sender.pod_uid = pod.uid
          where pod.gone_at is null and pod.facts->>'pushed' = 'true' group by pod.uid
        )
        select uid, target_id as target from heard
        where last_at < now() - make_interval(secs => ${goneSeconds})
          or (last_at < now() - make_interval(secs => ${replacedSeconds}) and exists (
            select 1 from heard other where other.target_id = heard.target_id and other.uid <> heard.uid
              and other.last_at > heard.last_at
              and other.first_seen > heard.last_at - make_interval(secs => ${replacedSeconds})))`,
    )
    if (gone.length === 0) return []
    await endPods(tx, gone, at)
    await tx.$executeRaw(Prisma.sql`
      update target set gone_at = ${at} where id = any(${gone.map(each => each.target)}::text[]) and gone_at is null
        and not exists (select 1 from target_pod where target_id = target.id and target_pod.gone_at is null)`)
    return gone.map(each => each.uid)
  })
}
