import type { PodFacts } from '#lib/tailnet/cluster.ts'

/** Debug knobs of tailscaled that keep it off direct paths (envknobs in wgengine/magicsock; NEVER_DIRECT_UDP since 1.88). */
const knobs = ['TS_DEBUG_ALWAYS_USE_DERP', 'TS_DEBUG_NEVER_DIRECT_UDP', 'TS_DEBUG_STRIP_ENDPOINTS']

/** Go's ParseBool; the value of a reference to a Secret or ConfigMap is not read, and so proves nothing. */
const isOff = (value: string | null) => value === null || /^(|0|f|false)$/i.test(value)

/** The debug knob that forces a pod's traffic through relays; null where none is set. */
export function forcedRelay(pod: PodFacts): string | null {
  return pod.container.env.find(({ name, value }) => knobs.includes(name) && !isOff(value))?.name ?? null
}
