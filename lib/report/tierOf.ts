export const tierNames = ['T0', 'T1', 'T3', 'T4', 'push'] as const
export type TierName = (typeof tierNames)[number]

/** The tier of rights that a source needs, by its id: "tailscale:devices", "cluster:<id>:pods", "cluster:<id>:exec", "push:<token>". */
export function tierOf(sourceId: string): TierName {
  if (sourceId.startsWith('tailscale:')) return 'T0'
  if (sourceId.startsWith('push:')) return 'push'
  const last = sourceId.split(':').at(-1)
  if (last === 'exec') return 'T4'
  return last === 'metrics' || last === 'log' ? 'T3' : 'T1'
}
