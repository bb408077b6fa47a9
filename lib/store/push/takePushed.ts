import { z } from 'zod'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows, count } from '../read/askRows.ts'

const row = z.object({
  id: z.bigint(),
  tokenId: z.string(),
  tokenName: z.string(),
  clusterId: z.string(),
  clusterName: z.string(),
  sender: z.string(),
  sequence: count,
  /** All of this sender up to here are recorded or given up. */
  recorded: count,
  receivedAt: z.date(),
  measuredAt: z.date(),
  /** How long it has been waiting, by the database's clock. */
  waitedSeconds: z.number(),
  body: z.string(),
})

/** A message out of the inbox, with whom its token may speak for. */
export type Pushed = z.output<typeof row>

/** A collector that took messages and did not say what became of them within this time has died. */
const claimSeconds = 60

/** Held in memory at one time, and one message more. */
const mostBytes = 32 * 1024 * 1024

/**
 * Takes up to `most` messages in hand, senders that wait longest first and each sender's in the order of its numbers. What
 * another collector has in hand is passed over. They stay in the inbox until `settlePushed`: recording them twice changes
 * nothing, losing them would.
 */
export async function takePushed(db: Database, most: number): Promise<Pushed[]> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      with due as (
        select id from push_inbox where id in (
          select id from (
            select id, sum(bytes) over (order by received_at, id) - bytes as before from (
              select id, bytes, received_at from push_inbox
              where claimed_at is null or claimed_at < now() - make_interval(secs => ${claimSeconds})
              order by received_at, id limit ${most}) oldest) summed
          where before < ${mostBytes})
        for update skip locked
      ), taken as (
        update push_inbox set claimed_at = now() from due where push_inbox.id = due.id returning push_inbox.*
      )
      select taken.id, taken.token_id as "tokenId", token.name as "tokenName", token.cluster_id as "clusterId",
             token.cluster_name as "clusterName", taken.sender, taken.sequence::float8 as sequence,
             sender.recorded::float8 as recorded, taken.received_at as "receivedAt",
             taken.measured_at as "measuredAt",
             extract(epoch from now() - taken.received_at)::float8 as "waitedSeconds", body
      from taken join push_token token on token.id = taken.token_id
      join push_sender sender on sender.token_id = taken.token_id and sender.sender = taken.sender`,
  )
  return rows.sort((a, b) => (a.sender === b.sender ? a.sequence - b.sequence : Number(a.id - b.id)))
}
