import type { Proof } from '#lib/tailnet/fix.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { type Database, transaction } from './database.ts'
import { toJson } from './toJson.ts'

/** Keeps what the sessions say of a fix now; a state that is another than before begins anew in its history. */
export function saveProof(
  db: Database,
  { id, at, proof }: { id: string; at: Date; proof: Proof },
): Promise<void> {
  return transaction(db, async tx => {
    await tx.$executeRaw(Prisma.sql`
      insert into fix_state (fix_id, at, state)
      select id, ${at}, ${proof.state} from fix where id = ${id}::bigint and state <> ${proof.state} for update
      on conflict (fix_id, at) do update set state = excluded.state`)
    await tx.$executeRaw(Prisma.sql`
      update fix set state = ${proof.state}, proof = ${toJson(proof)}::jsonb, checked_at = ${at},
        proven_at = coalesce(proven_at, ${proof.provenAt}::timestamptz)
      where id = ${id}::bigint`)
  })
}
