import type { Remedy } from '#lib/tailnet/finding.ts'
import type { Judgement } from './judgement.ts'
import { acceptDerp } from './remedies/acceptDerp.ts'
import { allowUdp } from './remedies/allowUdp.ts'
import { ciliumPort } from './remedies/ciliumPort.ts'
import { cniDisableRandom } from './remedies/cniDisableRandom.ts'
import { enableIpv6 } from './remedies/enableIpv6.ts'
import { gcpEim } from './remedies/gcpEim.ts'
import { hostNetwork } from './remedies/hostNetwork.ts'
import { hostPort } from './remedies/hostPort.ts'
import { keepPort } from './remedies/keepPort.ts'
import { natPmp } from './remedies/natPmp.ts'
import { openFirewall } from './remedies/openFirewall.ts'
import { openUdpEgress } from './remedies/openUdpEgress.ts'
import { peerRelayCrd } from './remedies/peerRelayCrd.ts'
import { peerRelayNode } from './remedies/peerRelayNode.ts'
import { peerSide } from './remedies/peerSide.ts'
import type { Proposal } from './remedies/proposal.ts'
import { ranked } from './remedies/ranked.ts'
import { reauthenticate } from './remedies/reauthenticate.ts'
import { removeForcedRelay } from './remedies/removeForcedRelay.ts'
import { replaceNatGateway } from './remedies/replaceNatGateway.ts'
import { routerStaticPort } from './remedies/routerStaticPort.ts'
import { type Scene, sceneOf } from './remedies/scene.ts'
import { setPort } from './remedies/setPort.ts'
import { staticEndpoints } from './remedies/staticEndpoints.ts'

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
  cniDisableRandom,
  gcpEim,
  replaceNatGateway,
  routerStaticPort,
  natPmp,
  enableIpv6,
  peerSide,
]

/**
 * What can be done for a pod, with patches of its own objects: what takes most links off DERP first, then what
 * changes least; those that change nothing here come last and say why.
 */
export function remediesOf(judgement: Judgement): Remedy[] {
  const scene = sceneOf(judgement)
  const proposals = proposers.flatMap(propose => propose(scene) ?? []).filter(each => each !== null)
  const remedies = ranked(scene, proposals)
  const canHelp = remedies.some(({ applies }) => applies !== 'no')
  const accept = acceptDerp(scene, canHelp)
  return accept ? ranked(scene, [...proposals, accept]) : remedies
}
