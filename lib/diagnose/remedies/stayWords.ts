import type { Expected, NatChain } from '#lib/tailnet/finding.ts'
import type { ExpectedPath } from '../expectedPath.ts'

/** Why a link stays on DERP after a change, a sentence: the side and the layer that still keep it there. */
export function stayWords(link: {
  /** Both chains as they would be. */
  own: NatChain
  peer: NatChain
  /** What was expected before the change, and what is after it. */
  before: Expected
  after: ExpectedPath
}): string {
  const { own, peer, before, after } = link
  if (after.dependsOn !== null) return `It depends on ${after.dependsOn}.`
  if (after.expected === before && before !== 'derp')
    return 'The chains allow better already: what keeps it on DERP is not their NAT.'
  if (own.udp === 'no') return 'No UDP leaves this side.'
  if (peer.udp === 'no') return 'The peer has no UDP: nothing on this side helps it.'
  const [here, there] = [hardLayer(own), hardLayer(peer)]
  if (here && there) return `${here} stays hard, and so does the peer’s side.`
  if (here) return `${here} stays hard, and the peer lets in only answers.`
  if (there) return 'The peer’s side is hard: this side has to be open, not only easy.'
  return 'Neither side is open to the other.'
}

/** Name of the outermost layer that makes a side hard; null where none is. */
function hardLayer({ l1, l2, side }: NatChain): string | null {
  if (side !== 'hard') return null
  const { name } = l2.hardness === 'hard' ? l2 : l1
  return name.charAt(0).toUpperCase() + name.slice(1)
}
