import { allowUdp } from './allowUdp.ts'
import { balancerEndpoint } from './balancerEndpoint.ts'
import { ciliumPort } from './ciliumPort.ts'
import { cniDisableRandom } from './cniDisableRandom.ts'
import { customDerp } from './customDerp.ts'
import { enableIpv6 } from './enableIpv6.ts'
import { gcpEim } from './gcpEim.ts'
import { hostNetwork } from './hostNetwork.ts'
import { hostPort } from './hostPort.ts'
import { keepPort } from './keepPort.ts'
import { natPmp } from './natPmp.ts'
import { openFirewall } from './openFirewall.ts'
import { openUdpEgress } from './openUdpEgress.ts'
import { peerRelayCrd } from './peerRelayCrd.ts'
import { peerRelayNode } from './peerRelayNode.ts'
import { peerSide } from './peerSide.ts'
import type { Proposal } from './proposal.ts'
import { randomizePorts } from './randomizePorts.ts'
import { reauthenticate } from './reauthenticate.ts'
import { removeForcedRelay } from './removeForcedRelay.ts'
import { replaceNatGateway } from './replaceNatGateway.ts'
import { routerStaticPort } from './routerStaticPort.ts'
import type { Scene } from './scene.ts'
import { setPort } from './setPort.ts'
import { staticEndpoints } from './staticEndpoints.ts'

/** Each looks at the scene and says null where it is out of question there. */
const proposers: ((scene: Scene) => Proposal | null | (Proposal | null)[])[] = [
  reauthenticate,
  removeForcedRelay,
  allowUdp,
  openUdpEgress,
  keepPort,
  setPort,
  openFirewall,
  hostPort,
  hostNetwork,
  staticEndpoints,
  ciliumPort,
  peerRelayCrd,
  peerRelayNode,
  balancerEndpoint,
  cniDisableRandom,
  gcpEim,
  replaceNatGateway,
  routerStaticPort,
  randomizePorts,
  natPmp,
  enableIpv6,
  peerSide,
  customDerp,
]

/** The last ones only, for the reason that scene.ts gives. */
let last: { scene: Scene; proposals: Proposal[] } | null = null

/** Everything that could be done for a pod, in no order and without its gain: the remedies and the trials share them. */
export function proposalsOf(scene: Scene): Proposal[] {
  if (last?.scene === scene) return last.proposals
  const proposals = proposers.flatMap(propose => propose(scene) ?? []).filter(each => each !== null)
  last = { scene, proposals }
  return proposals
}
