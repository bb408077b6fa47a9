import { z } from 'zod'
import type { ByTraffic } from '#lib/tailnet/history.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** Three columns, one for each kind of path that carries traffic. */
export const trafficColumns = { direct: z.number(), peer_relay: z.number(), derp: z.number() }

export const byTraffic = ({ direct, peer_relay, derp }: ByTraffic): ByTraffic => ({
  direct,
  peer_relay,
  derp,
})

/** Sums of a counter's `bytes` by kind; its path labels are those of tailscaled's metrics (magicsock.go). */
export const bytesByKind = Prisma.sql`
  coalesce(sum(bytes) filter (where path like 'direct%'), 0)::float8 as direct,
  coalesce(sum(bytes) filter (where path like 'peer_relay%'), 0)::float8 as peer_relay,
  coalesce(sum(bytes) filter (where path = 'derp'), 0)::float8 as derp`

/** Counters of one width of bucket: the coarsest that still divides `stepSeconds`. */
export function trafficTable(stepSeconds: number): Prisma.Sql {
  if (stepSeconds >= 86_400) return Prisma.raw('traffic_1d')
  if (stepSeconds >= 3_600) return Prisma.raw('traffic_1h')
  return Prisma.raw(stepSeconds >= 300 ? 'traffic_5m' : 'traffic_1m')
}
