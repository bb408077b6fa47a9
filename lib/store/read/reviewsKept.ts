import { z } from 'zod'
import type { ByTraffic } from '#lib/tailnet/history.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'

const parts = z.object({ direct: z.number(), peer_relay: z.number(), derp: z.number() }).nullable()
const figures = z.object({ links: parts, time: parts, bytes: parts })
const row = z.object({ week: z.string(), scope: z.string(), figures })

/** The three sums of a week, each null where it was not measured. */
export interface WeekFigures {
  week: string
  figures: Record<'links' | 'time' | 'bytes', ByTraffic | null>
}

/** What reviews of some weeks said, of those that were kept for a scope. */
export async function reviewsKept(
  db: Database,
  { weeks, scope }: { weeks: readonly string[]; scope: string },
): Promise<WeekFigures[]> {
  return askRows(
    db,
    row,
    Prisma.sql`
      select week, scope, body::jsonb->'figures' as figures from review
      where scope = ${scope} and week = any(${[...weeks]}::text[]) order by week`,
  )
}
