import { Prisma } from '#prisma/generated/client.ts'
import { type Database, transaction } from '../database.ts'
import { toJson } from '../toJson.ts'

/** What became of messages that were taken. */
export interface Settling {
  /** Recorded, or of no use: they leave the inbox. */
  done: readonly bigint[]
  /** Not yet: back they go. */
  back: readonly bigint[]
  senders: readonly {
    tokenId: string
    sender: string
    /** All up to here are recorded or given up. */
    recorded: number
    /** How many of those were given up. */
    lost: number
    /** Why the last one was of no use; null where it was of use. */
    trouble: string | null
  }[]
}

export function settlePushed(db: Database, { done, back, senders }: Settling): Promise<void> {
  return transaction(db, async tx => {
    await tx.$executeRaw(Prisma.sql`
      update push_sender set recorded = greatest(push_sender.recorded, given.recorded), trouble = given.trouble,
        lost = push_sender.lost + case when given.recorded > push_sender.recorded then given.lost else 0 end
      from jsonb_to_recordset(${toJson(senders)}::jsonb) as given(
        "tokenId" text, sender text, recorded bigint, lost bigint, trouble text)
      where push_sender.token_id = given."tokenId" and push_sender.sender = given.sender`)
    await tx.$executeRaw(Prisma.sql`delete from push_inbox where id = any(${[...done]}::bigint[])`)
    await tx.$executeRaw(Prisma.sql`
      update push_inbox set claimed_at = null where id = any(${[...back]}::bigint[])`)
  })
}
