import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { toJson } from '../toJson.ts'
import type { Silence } from './ledger.ts'

/** Adds silences that ended. */
export async function writeSilences(tx: Transaction, silences: readonly Silence[]): Promise<void> {
  if (silences.length === 0) return
  await tx.$executeRaw(Prisma.sql`
    insert into link_silence (observer, peer, target_id, started_at, ended_at)
    select observer, peer, target, "from", "to"
    from jsonb_to_recordset(${toJson(silences)}::jsonb) as given(
      observer text, peer text, target text, "from" timestamptz, "to" timestamptz)
    on conflict do nothing`)
}
