import { z } from 'zod'
import type { Hardness } from '#lib/tailnet/finding.ts'
import { Prisma } from '#prisma/generated/client.ts'

const tri = z.enum(['yes', 'no', 'unknown']).catch('unknown')
const hardness = z
  .enum(['none', 'easy', 'hard', 'unknown'] as const satisfies readonly Hardness[])
  .catch('unknown')

/** What of a NatChain decides a path; null where there is no chain. */
export const endNatShape = z
  .object({ l1: hardness, l2: hardness, side: hardness, udp: tri, ipv6: tri, reachable: tri })
  .nullable()

/** The same in SQL, out of a NatChain in jsonb. */
export const endNatOf = (chain: Prisma.Sql) => Prisma.sql`
  case when ${chain} is null then null else jsonb_build_object(
    'l1', ${chain} #> '{l1,hardness}', 'l2', ${chain} #> '{l2,hardness}', 'side', ${chain}->'side',
    'udp', ${chain}->'udp', 'ipv6', ${chain}->'ipv6', 'reachable', ${chain} #> '{inbound,reachable}') end`
