import { z } from 'zod'
import { Prisma } from '#prisma/generated/client.ts'
import { type Database, type Transaction, transaction } from '../database.ts'
import { askRows, count } from '../read/askRows.ts'
import type { PushRights } from './useToken.ts'

/** A checked message on its way into the inbox. */
export interface PushWrite {
  token: PushRights
  sender: string
  sequence: number
  /** When it was sent, by the sender's clock. */
  sentAt: Date
  /** How long it had been measured by then. */
  ageSeconds: number
  intervalSeconds: number
  podUid: string
  namespace: string
  /** Whom it speaks of, in words. */
  subject: string
  /** The message as it came; `bytes` is its size. */
  body: string
  bytes: number
}

export type Accepted =
  | { kind: 'taken' }
  /** It came before: nothing changed. */
  | { kind: 'had' }
  /** Its pod belongs to another cluster or namespace than the token may speak for. */
  | { kind: 'not_yours' }
  /** The token's part of the inbox is full: no collector takes it in fast enough. */
  | { kind: 'full' }

/** A number this far below the highest one cannot be told from one that came before: it counts as had. */
const window = 1_000
/** Of one token, until a collector takes them. */
const mostWaiting = { rows: 20_000, bytes: 256 * 1024 * 1024 }

/**
 * Puts a message into the inbox, once for each sequence number of a sender, whatever the order in which they come. Its time
 * is the database's, less its age: the sender's own clock is only compared, so that one that is wrong is noticed.
 */
export function acceptPush(db: Database, write: PushWrite): Promise<Accepted> {
  const { token, sender, sequence } = write
  return transaction(db, async (tx): Promise<Accepted> => {
    if (!(await mayName(tx, write))) return { kind: 'not_yours' }
    // Locks the sender: two of its messages at once come one after the other.
    const [known] = await askRows(
      tx,
      z.object({ highest: count }),
      Prisma.sql`
        insert into push_sender as known (token_id, sender, subject, first_at, last_at)
        values (${token.id}, ${sender}, ${write.subject}, clock_timestamp(), clock_timestamp())
        on conflict (token_id, sender) do update set subject = excluded.subject
        returning highest::float8`,
    )
    if (sequence <= (known?.highest ?? 0) - window) return { kind: 'had' }
    const fresh = await tx.$executeRaw(Prisma.sql`
      insert into push_seen (token_id, sender, sequence) values (${token.id}, ${sender}, ${sequence})
      on conflict do nothing`)
    if (fresh === 0) return { kind: 'had' }
    if (await isFull(tx, token.id)) throw new FullInbox()
    await tx.$executeRaw(Prisma.sql`
      update push_sender set highest = greatest(highest, ${sequence}), last_at = clock_timestamp(),
        skew_seconds = extract(epoch from ${write.sentAt}::timestamptz - clock_timestamp()),
        interval_seconds = ${write.intervalSeconds}, pod_uid = ${write.podUid}, subject = ${write.subject}
      where token_id = ${token.id} and sender = ${sender}`)
    await tx.$executeRaw(Prisma.sql`
      delete from push_seen seen using push_sender known
      where known.token_id = ${token.id} and known.sender = ${sender} and seen.token_id = known.token_id
        and seen.sender = known.sender and seen.sequence <= known.highest - ${window}`)
    await tx.$executeRaw(Prisma.sql`
      insert into push_inbox (token_id, sender, sequence, received_at, measured_at, bytes, body)
      values (${token.id}, ${sender}, ${sequence}, clock_timestamp(),
              clock_timestamp() - make_interval(secs => ${write.ageSeconds}), ${write.bytes}, ${write.body})`)
    return { kind: 'taken' }
  }).catch((error: unknown): Accepted => {
    if (error instanceof FullInbox) return { kind: 'full' }
    throw error
  })
}

/** Takes back what the transaction has noted, so that the message may come again. */
class FullInbox extends Error {}

/** A pod that is known belongs to its cluster and namespace: nobody else's token can move it. */
async function mayName(tx: Transaction, { token, podUid, namespace }: PushWrite): Promise<boolean> {
  const [owner] = await askRows(
    tx,
    z.object({ cluster_id: z.string(), namespace: z.string() }),
    Prisma.sql`
      select target.cluster_id, coalesce(target_pod.facts->>'namespace', target.namespace) as namespace
      from target_pod join target on target.id = target_pod.target_id where uid = ${podUid}`,
  )
  return !owner || (owner.cluster_id === token.clusterId && owner.namespace === namespace)
}

async function isFull(tx: Transaction, tokenId: string): Promise<boolean> {
  const [waiting] = await askRows(
    tx,
    z.object({ rows: count, bytes: count }),
    Prisma.sql`
      select count(*)::float8 as rows, coalesce(sum(bytes), 0)::float8 as bytes from push_inbox
      where token_id = ${tokenId}`,
  )
  return !!waiting && (waiting.rows >= mostWaiting.rows || waiting.bytes >= mostWaiting.bytes)
}
