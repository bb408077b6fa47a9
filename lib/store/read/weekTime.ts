import { z } from 'zod'
import type { ByTraffic, TimeWindow } from '#lib/tailnet/history.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { ofTargets } from './grid.ts'

const row = z.object({ kind: z.string(), seconds: z.number() })

interface Asked {
  window: TimeWindow
  targets: readonly string[] | undefined
  /** Of a week of which five minutes are kept no more, the spans tell. */
  isFinestGone: boolean
}

/** Link-seconds with traffic by path over a window; null where none was measured. */
export async function weekTime(db: Database, asked: Asked): Promise<ByTraffic | null> {
  const rows = await askRows(db, row, asked.isFinestGone ? bySpans(asked) : byFiveMinutes(asked))
  const of = (kind: string) => rows.find(each => each.kind === kind)?.seconds ?? 0
  const time = { direct: of('direct'), peer_relay: of('peer_relay'), derp: of('derp') }
  return time.direct + time.peer_relay + time.derp > 0 ? time : null
}

const byFiveMinutes = ({ window: { from, to }, targets }: Asked) => Prisma.sql`
  select kind, sum(seconds)::float8 as seconds from path_time_5m
  where bucket >= ${from} and bucket < ${to} ${ofTargets(targets)} group by 1`

/** Of a span that reaches over an end of the window, as much of its traffic as of its length lies inside. */
const bySpans = ({ window: { from, to }, targets }: Asked) => Prisma.sql`
  with stretch as (
    select kind, started_at, ended_at, traffic_seconds from path_span
    where ended_at > ${from} and started_at < ${to} ${ofTargets(targets)}
    union all
    select kind, since, coalesce(idle_since, greatest(${to}, active_since)),
           traffic_seconds + greatest(0, coalesce(extract(epoch from ${to}::timestamptz - active_since), 0))
    from path_now where since < ${to} ${ofTargets(targets)}
  )
  select kind, sum(traffic_seconds * extract(epoch from least(ended_at, ${to}) - greatest(started_at, ${from}))
                   / extract(epoch from ended_at - started_at))::float8 as seconds
  from stretch where ended_at > started_at and ended_at > ${from} group by 1`
