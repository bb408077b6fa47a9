import type { Hardness, NatChain, NatLayer } from '#lib/tailnet/finding.ts'
import { hostPort } from '../address/hostPort.ts'
import type { Place, Snat } from '../snat/snat.ts'
import { snatOf } from '../snat/snatOf.ts'
import { type LayerFacts, l1Of, l2Of } from './layersOf.ts'
import type { Measured } from './measured.ts'
import { podInbound } from './podInbound.ts'
import type { Witness } from './witness.ts'

/** The side as a whole: what was measured, else its hardest layer. */
export function sideOf(measured: Measured, l1: NatLayer, l2: NatLayer): Hardness {
  if (measured.varies.value === 'yes') return 'hard'
  const layers = [l1.hardness, l2.hardness]
  if (measured.varies.value === 'no') return layers.every(each => each === 'none') ? 'none' : 'easy'
  if (layers.includes('hard')) return 'hard'
  if (layers.includes('unknown')) return 'unknown'
  return layers.includes('easy') ? 'easy' : 'none'
}

export interface PodSide {
  place: Place
  measured: Measured
  snat: Snat | null
  /** Others behind the same public address, or on the same node, that show what a layer does. */
  witnesses: { edge: Witness | null; nodeHost: Witness | null }
  chain: NatChain
}

/** What the tailnet policy and the container tell tailscaled to do, whatever its network. */
export interface Orders {
  /** The policy's `randomizeClientPort`: a fixed port is ignored. */
  randomizesPort: boolean
  /** What keeps it on relays, in words; null where nothing does. */
  forced: string | null
}

/** The way of a pod's packets to the internet, without a look at any path it has. */
export function podChain(
  place: Place,
  measured: Measured,
  witnesses: { edge: Witness | null; nodeHost: Witness | null },
  orders: Orders,
): PodSide {
  const snat = snatOf(place, measured.localPort ?? place.pod.fixedPort)
  const facts: LayerFacts = { place, measured, snat, ...witnesses }
  const l1 = l1Of(facts)
  const l2 = l2Of(facts, l1)
  const { randomizesPort, forced } = orders
  const fixedPort = randomizesPort ? null : place.pod.fixedPort
  return {
    place,
    measured,
    snat,
    witnesses,
    chain: {
      l1,
      l2,
      side: sideOf(measured, l1, l2),
      udp: forced ? 'no' : measured.udp.value,
      ipv6: measured.ipv6,
      inbound: forced
        ? { reachable: 'no', by: 'udp-blocked', why: `\`${forced}\` keeps it on relays.` }
        : podInbound(place, measured, { l1, l2 }, fixedPort),
      publicAddresses: measured.publicAddresses,
      seenAs: measured.seenAs.map(hostPort),
      localPort: measured.localPort,
      fixedPort,
    },
  }
}
