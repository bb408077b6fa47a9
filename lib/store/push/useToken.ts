import { z } from 'zod'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from '../read/askRows.ts'

/** Whom a request may speak for. */
export interface PushRights {
  id: string
  clusterId: string
  namespaces: string[]
}

export type TokenUse =
  | { kind: 'unknown' }
  /** Beyond its rate: welcome again in so many seconds. */
  | { kind: 'too_many'; retryAfterSeconds: number }
  | { kind: 'known'; rights: PushRights }

const row = z.object({
  id: z.string(),
  clusterId: z.string(),
  namespaces: z.array(z.string()),
  allowance: z.number(),
})

/**
 * Whose token this is, by its hash: a comparison that takes equally long for near and far guesses. Takes one request from
 * its allowance, which fills at `perSecond` up to `burst`. A revoked token is as unknown as any other text.
 */
export async function useToken(
  db: Database,
  { hash, perSecond, burst }: { hash: string; perSecond: number; burst: number },
): Promise<TokenUse> {
  const [found] = await askRows(
    db,
    row,
    Prisma.sql`
      update push_token set
        last_used_at = clock_timestamp(), allowance_at = clock_timestamp(),
        allowance = greatest(-1, least(${burst}::float8, case when last_used_at is null then ${burst}::float8
          else allowance + ${perSecond}::float8 * greatest(0, extract(epoch from clock_timestamp() - allowance_at)) end) - 1)
      where hash = ${hash} and revoked_at is null
      returning id, cluster_id as "clusterId", namespaces, allowance`,
  )
  if (!found) return { kind: 'unknown' }
  const { allowance, ...rights } = found
  if (allowance >= 0) return { kind: 'known', rights }
  return { kind: 'too_many', retryAfterSeconds: Math.max(1, Math.ceil(-allowance / perSecond)) }
}
