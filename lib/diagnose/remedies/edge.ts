import type { NatChain } from '#lib/tailnet/finding.ts'
import type { Proposal } from './proposal.ts'
import type { Scene } from './scene.ts'

/** Is there a NAT outside the node that may be the hard one? */
export const isEdgeWorth = ({ pod, chain, isReachable }: Scene): boolean =>
  pod !== null &&
  !isReachable &&
  (chain.l2.hardness === 'hard' || (chain.l2.hardness === 'unknown' && chain.side !== 'easy'))

/** A change of the outer NAT is worth nothing while the inner one takes a new port for each destination. */
export function edgeWhy({ chain }: Scene, after: NatChain): Pick<Proposal, 'applies' | 'why' | 'certainty'> {
  if (after.side === 'hard')
    return {
      applies: 'no',
      why: `It changes nothing by itself: ${chain.l1.name} (L1) stays hard.`,
      certainty: 'likely',
    }
  if (chain.l2.hardness === 'unknown')
    return {
      applies: 'unknown',
      why: `Whether ${chain.l2.name} is hard was not measured.`,
      certainty: 'possible',
    }
  return { applies: 'yes', why: '', certainty: 'likely' }
}
