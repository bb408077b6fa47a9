import { z } from 'zod'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'

const row = z.object({ key: z.string(), name: z.string() })

/** For what reviews of a week were kept, by their names then: everything first, then clusters, namespaces, teams. */
export async function reviewScopes(db: Database, week: string): Promise<{ key: string; name: string }[]> {
  return askRows(
    db,
    row,
    Prisma.sql`
      select scope as key, coalesce(body::jsonb #>> '{scope,name}', scope) as name from review where week = ${week}
      order by array_position(array['all', 'cluster', 'namespace', 'team'], split_part(scope, '/', 1)), name, key`,
  )
}
