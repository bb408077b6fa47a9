import type { SourceCheck } from './check.ts'

/** Is all there that is asked for? */
export function isComplete(checks: readonly SourceCheck[]): boolean {
  return checks
    .flatMap(({ tiers }) => tiers)
    .every(({ state, isAskedFor }) => !isAskedFor || (state !== 'missing' && state !== 'failed'))
}
