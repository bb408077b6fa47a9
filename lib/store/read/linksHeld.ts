import { Prisma } from '#prisma/generated/client.ts'
import { pathsAt } from './held.ts'

/**
 * Directed links as they stood at a moment, as a relation with the columns of path_now: out of what holds still, and of
 * spans that have ended since. Of a moment that is `past` a pause under 5 minutes is none: whether it will be one cannot
 * be told then.
 */
export function linksHeld(at: Date, past?: Date): Prisma.Sql {
  const columns = Prisma.sql`target_id, observer, peer, peer_name`
  const path = Prisma.sql`family, endpoint, via, region, why`
  const ended = past
    ? Prisma.empty
    : Prisma.sql`union all
      select ${columns}, kind, ${path}, started_at from path_span where ended_at > ${at} and started_at <= ${at}`
  return Prisma.sql`(
    select ${columns}, case when idle_since <= ${at} then 'idle' else kind end as kind, ${path}, since
    from ${pathsAt(past)} path_now where since <= ${at} ${ended})`
}
