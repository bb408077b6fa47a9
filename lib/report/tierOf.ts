import type { Tier } from '#lib/tailnet/finding.ts'

/**
 * The tier of rights that a source needs, by its id: "tailscale:devices", "cluster:<id>:pods",
 * "cluster:<id>:metrics-by-ip", "cluster:<id>:metrics", "cluster:<id>:log", "cluster:<id>:exec", "push:<token>".
 */
export function tierOf(sourceId: string): Tier {
  if (sourceId.startsWith('tailscale:')) return 'T0'
  if (sourceId.startsWith('push:')) return 'push'
  switch (sourceId.split(':').at(-1)) {
    case 'exec':
      return 'T4'
    case 'metrics-by-ip':
      return 'T2'
    case 'metrics':
    case 'log':
      return 'T3'
    default:
      return 'T1'
  }
}
