import type { Hardness } from '#lib/tailnet/finding.ts'
import type { PodNat } from './podRow.ts'

const words: Record<Hardness, string> = { none: 'none', easy: 'easy', hard: 'hard', unknown: '?' }

/** NAT of a side in two words, L1 and L2: "hard, easy"; or that no UDP leaves at all. */
export function natWords({ l1, l2, udp }: PodNat): string {
  return udp === 'no' ? 'no UDP' : `${words[l1]}, ${words[l2]}`
}
