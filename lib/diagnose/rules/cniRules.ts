import type { Evidence } from '#lib/tailnet/finding.ts'
import type { CauseCode } from '../causes/catalogue.ts'
import type { Scene } from '../scene.ts'
import { mappingEvidence } from './evidenceOf.ts'
import { atMost, brokenByOwnNat } from './links.ts'
import type { Rule } from './rule.ts'
import { snatCollision } from './snatCollision.ts'

/** Which cause a hard L1 is: the CNI's own, else by what stands beside it. */
function codeOf(scene: Scene): CauseCode {
  const { side } = scene
  if (side?.snat?.cause) return side.snat.cause
  if (side?.place.traits.cni === 'ovn') return 'cni-ovn-hard'
  return side && snatCollision(side) ? 'cni-cilium-port-collision' : 'cni-unknown-hard'
}

/** The CNI's SNAT is hard. */
export const cniRule: Rule = scene => {
  const { side, measured, chain } = scene
  if (!side || chain.l1.hardness !== 'hard' || chain.udp === 'no') return []
  const peers = brokenByOwnNat(scene)
  if (chain.inbound.reachable !== 'no' || (peers.length === 0 && scene.peers.length > 0)) return []
  const code = codeOf(scene)
  const isConfigured = side.snat?.hardness === 'hard'
  const proof: Evidence = { seen: 'yes', says: chain.l1.why, source: 'tailscale_api', at: null }
  const certainty = chain.l1.certainty === 'unknown' ? 'possible' : chain.l1.certainty
  return [
    {
      code,
      certainty: code === 'cni-cilium-port-collision' ? 'possible' : atMost(scene, certainty, peers),
      evidence: [
        ...(isConfigured ? (side.snat?.evidence ?? []) : [proof]),
        mappingEvidence('The pod', measured),
        { seen: 'no', says: 'The pod is on the host’s network.', source: 'kubernetes', at: null },
      ],
      peers,
    },
  ]
}
