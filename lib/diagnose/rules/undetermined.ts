import type { Scene, SeenPeer } from '../scene.ts'
import { linkEvidence, mappingEvidence, udpEvidence } from './evidenceOf.ts'
import type { Found } from './rule.ts'

type Missing = NonNullable<Found['missing']>

/** What is not known of the two sides, and which tier would tell. */
function unknowns(scene: Scene, peer: SeenPeer): Missing {
  const { input, measured, chain } = scene
  const lacks: [boolean, Missing[number]][] = [
    [
      input.cluster === null,
      { what: 'the objects of the pod’s cluster: its node, CNI and policies', tier: 'T1' },
    ],
    [
      measured.varies.value === 'unknown',
      { what: 'the NAT on this side: NetInfo of the log, or a netcheck', tier: 'T3' },
    ],
    [input.devices === null, { what: 'the tailnet’s devices: the peer’s NAT', tier: 'T0' }],
    [
      input.devices !== null && peer.measured.varies.value === 'unknown',
      { what: `the NAT of ${peer.peerName}: a netcheck on it`, tier: 'push' },
    ],
    [
      chain.inbound.reachable === 'unknown',
      { what: `whether UDP gets in: ${chain.inbound.why}`, tier: null },
    ],
    [
      peer.chain.inbound.reachable === 'unknown',
      { what: `whether UDP gets in to ${peer.peerName}: ${peer.chain.inbound.why}`, tier: null },
    ],
  ]
  const missing = lacks.flatMap(([isMissing, what]) => (isMissing ? [what] : []))
  return missing.length > 0 ? missing : [{ what: 'more samples with traffic', tier: 'T4' }]
}

/** "Cannot tell": what is said of a relayed link that no rule explains. */
export function undetermined(scene: Scene, peer: SeenPeer): Found {
  return {
    code: 'undetermined',
    certainty: 'possible',
    evidence: [
      linkEvidence(peer),
      udpEvidence('this side', scene.measured),
      mappingEvidence('This side', scene.measured),
      mappingEvidence(peer.peerName, peer.measured),
    ],
    peers: [peer],
    missing: unknowns(scene, peer),
  }
}
