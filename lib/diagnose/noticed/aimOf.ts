import type { FixAim } from '#lib/tailnet/fix.ts'

/** What a remedy is meant to reach; without one, direct paths. */
export const aimOf = (remedy: string | null): FixAim =>
  remedy?.startsWith('r-peer-relay') ? 'off_derp' : 'direct'
