import type { EndNat } from '#lib/tailnet/matrix.ts'

/** How easily an end is reached by UDP, the easiest first: what decides where a row or a column of the matrix breaks. */
export const opennesses = ['reachable', 'no_nat', 'easy', 'hard_v6', 'hard', 'unknown', 'no_udp'] as const
export type Openness = (typeof opennesses)[number]

export const opennessWords: Record<Openness, string> = {
  reachable: 'reachable',
  no_nat: 'no NAT, shut',
  easy: 'easy NAT',
  hard_v6: 'hard NAT, IPv6',
  hard: 'hard NAT',
  unknown: 'NAT not known',
  no_udp: 'no UDP',
}

/** One end's NAT in a word. A side without UDP is that first, whatever its NAT would be. */
export function opennessOf(nat: EndNat | null): Openness {
  if (nat === null) return 'unknown'
  if (nat.udp === 'no') return 'no_udp'
  if (nat.reachable === 'yes') return 'reachable'
  if (nat.side === 'none') return 'no_nat'
  if (nat.side === 'easy') return 'easy'
  if (nat.side === 'unknown') return 'unknown'
  return nat.ipv6 === 'yes' ? 'hard_v6' : 'hard'
}

/** Both layers and whether packets come in unasked: "L1 hard, L2 easy, shut". */
export function endNatWords(nat: EndNat | null): string {
  if (nat === null) return 'not known'
  if (nat.udp === 'no') return 'no UDP'
  const way = { yes: 'reachable', no: 'shut', unknown: 'reachable or not is not known' }[nat.reachable]
  const hard = nat.side === 'hard' && nat.ipv6 === 'yes' ? ', IPv6' : ''
  return `L1 ${layer[nat.l1]}, L2 ${layer[nat.l2]}, ${way}${hard}`
}

const layer: Record<EndNat['l1'], string> = { none: 'none', easy: 'easy', hard: 'hard', unknown: '?' }
