import type { CheckResult } from '#lib/tailnet/check.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { toJson } from '../toJson.ts'

/** Keeps what a check brought, or why it brought nothing. One that was given up meanwhile stays so. */
export async function endCheck(db: Database, id: bigint, outcome: Outcome<CheckResult>): Promise<void> {
  const result = outcome.ok ? toJson(outcome.value) : null
  const { code, detail } = outcome.ok ? { code: null, detail: null } : outcome.failure
  await db.$executeRaw(Prisma.sql`
    update check_request set state = ${outcome.ok ? 'done' : 'failed'}, finished_at = now(),
      result = ${result}::jsonb, code = ${code}, detail = ${detail}
    where id = ${id} and state = 'running'`)
}
