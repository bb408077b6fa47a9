import { z } from 'zod'
import type { Diagnosis } from '#lib/tailnet/finding.ts'
import type { TargetId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'

type Tryable = Pick<Diagnosis, 'target' | 'device' | 'chain' | 'peers' | 'trials'>

// Written by saveDiagnosis from a Diagnosis; this version of the code reads what it wrote.
const row = z.object({ body: z.custom<Tryable>(value => typeof value === 'object' && value !== null) })

/** Of these targets, what their remedies would change and the links that they are tried on. */
export async function diagnosesToTry(db: Database, targets: readonly TargetId[]): Promise<Tryable[]> {
  if (targets.length === 0) return []
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select jsonb_build_object(
        'target', target_id, 'device', body->'device', 'chain', body->'chain', 'trials', body->'trials',
        'peers', jsonb_path_query_array(body, '$.peers[*] ? (@.path == "derp")')) as body
      from diagnosis where target_id = any(${[...targets]}::text[]) and body->'trials' is not null order by target_id`,
  )
  return rows.map(({ body }) => body)
}
