import type { ByTraffic } from '#lib/tailnet/history.ts'
import { trafficKinds } from '#lib/tailnet/path.ts'

export const nothing: ByTraffic = { direct: 0, peer_relay: 0, derp: 0 }

export const sumOf = (parts: ByTraffic) => parts.direct + parts.peer_relay + parts.derp

export function added(a: ByTraffic, b: ByTraffic): ByTraffic {
  return { direct: a.direct + b.direct, peer_relay: a.peer_relay + b.peer_relay, derp: a.derp + b.derp }
}

/** Percent of each path; null where there is nothing to divide: no traffic is a gap, not 0 %. */
export function shareOf(parts: ByTraffic): ByTraffic | null {
  const whole = sumOf(parts)
  if (!(whole > 0)) return null
  return {
    direct: (parts.direct / whole) * 100,
    peer_relay: (parts.peer_relay / whole) * 100,
    derp: (parts.derp / whole) * 100,
  }
}

/**
 * Whole percents that add up to 100 (largest remainder), and never 0 or 100 where a part is small but there:
 * "100 % direct" beside one relayed link would be a lie.
 */
export function wholePercents(parts: ByTraffic): ByTraffic | null {
  const exact = shareOf(parts)
  if (!exact) return null
  const rounded = { ...nothing }
  for (const kind of trafficKinds) {
    rounded[kind] = parts[kind] > 0 ? Math.max(1, Math.floor(exact[kind])) : 0
  }
  const byRemainder = [...trafficKinds].sort((a, b) => (exact[b] % 1) - (exact[a] % 1))
  for (let left = 100 - sumOf(rounded); left > 0; left -= 1) {
    const kind = byRemainder.find(kind => parts[kind] > 0 && rounded[kind] <= exact[kind]) ?? largest(parts)
    rounded[kind] += 1
  }
  while (sumOf(rounded) > 100) rounded[largest(rounded)] -= 1
  return rounded
}

function largest(parts: ByTraffic) {
  return trafficKinds.reduce((best, kind) => (parts[kind] > parts[best] ? kind : best))
}
