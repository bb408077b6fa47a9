import type { TierRights } from '#lib/tailnet/rights.ts'
import type { SourceCheck } from './check.ts'

/** The same with only these tiers asked for: a right of another may be missing. */
export function narrowed(
  checks: readonly SourceCheck[],
  tiers: readonly TierRights['tier'][],
): SourceCheck[] {
  return checks.map(check => ({
    ...check,
    tiers: check.tiers.map(each => ({ ...each, isAskedFor: each.isAskedFor && tiers.includes(each.tier) })),
  }))
}
