import { isZone, type Zone } from '#lib/report/clock.ts'

/** As the collector is told (docs/configuration.md, "The weekly review"); what it refuses at its start counts as not set here. */
export function reviewSettings(env: Readonly<Record<string, string | undefined>>): {
  zone: Zone
  teamLabel: string
} {
  const zone = env.TAILPATH_ZONE?.trim()
  return {
    zone: zone && isZone(zone) ? zone : 'UTC',
    teamLabel: env.TAILPATH_TEAM_LABEL?.trim() || 'team',
  }
}
