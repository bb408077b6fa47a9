import type { Hardness, NatChain, NatLayer } from '#lib/tailnet/finding.ts'

/** Mapping of a side: that of its hardest layer; not known where a layer that could be hard is not known. */
export function hardest(...layers: Hardness[]): Hardness {
  for (const each of ['hard', 'unknown', 'easy'] as const) if (layers.includes(each)) return each
  return 'none'
}

const layer = (hardness: Hardness, name: string, why: string): NatLayer => ({
  hardness,
  certainty: 'likely',
  name,
  why,
})

/** The chain with another CNI's SNAT on the node. */
export function withL1(chain: NatChain, hardness: Hardness, why: string): NatChain {
  const l1 = layer(hardness, chain.l1.name, why)
  return { ...chain, l1, side: hardest(hardness, chain.l2.hardness) }
}

/** The chain with another NAT between node and internet. */
export function withL2(chain: NatChain, hardness: Hardness, why: string): NatChain {
  const l2 = layer(hardness, hardness === 'none' ? 'no NAT' : chain.l2.name, why)
  return { ...chain, l2, side: hardest(chain.l1.hardness, hardness) }
}

/** The chain with a way in for any packet, and no other change. */
export function withWayIn(chain: NatChain, by: NatChain['inbound']['by'], why: string): NatChain {
  return { ...chain, inbound: { reachable: 'yes', by, why } }
}

/** The chain with UDP let out, and nothing more let in. */
export function withUdp(chain: NatChain): NatChain {
  const isBlocked = chain.inbound.by === 'udp-blocked'
  const inbound = { reachable: 'no', by: 'shut', why: 'only answers come in' } as const
  return { ...chain, udp: 'yes', inbound: isBlocked ? inbound : chain.inbound }
}
