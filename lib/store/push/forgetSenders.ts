import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'

/** A sender spools for a day at most: what is silent for longer sends none of its old numbers again. */
const keptSeconds = 3 * 86_400

/** Forgets runs of senders that ended, with the sequence numbers that told their replays. */
export async function forgetSenders(db: Database): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    with gone as (
      delete from push_sender where last_at < now() - make_interval(secs => ${keptSeconds})
        and not exists (select 1 from push_inbox where push_inbox.token_id = push_sender.token_id
                          and push_inbox.sender = push_sender.sender)
      returning token_id, sender
    )
    delete from push_seen seen using gone where seen.token_id = gone.token_id and seen.sender = gone.sender`)
}
