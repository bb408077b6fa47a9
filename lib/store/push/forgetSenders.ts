import { Prisma } from '#prisma/generated/client.ts'
import { type Database, transaction } from '../database.ts'

/** A sender spools for a day at most: what is silent for longer sends none of its old numbers again. */
const keptSeconds = 3 * 86_400
/** As in acceptPush: numbers further below the highest count as had anyway. */
const window = 10_000

/** Forgets runs of senders that ended, and sequence numbers that are not needed to tell a replay any more. */
export function forgetSenders(db: Database): Promise<void> {
  return transaction(db, async tx => {
    await tx.$executeRaw(Prisma.sql`
      delete from push_sender where last_at < now() - make_interval(secs => ${keptSeconds})
        and not exists (select 1 from push_inbox where push_inbox.token_id = push_sender.token_id
                          and push_inbox.sender = push_sender.sender)`)
    await tx.$executeRaw(Prisma.sql`
      delete from push_seen seen where not exists (
        select 1 from push_sender sender where sender.token_id = seen.token_id and sender.sender = seen.sender
          and seen.sequence > sender.highest - ${window})`)
  })
}
