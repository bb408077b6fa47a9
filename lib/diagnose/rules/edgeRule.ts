import type { CauseCode } from '../causes/catalogue.ts'
import { nodeCloud } from '../cluster/cloudOf.ts'
import type { Scene } from '../scene.ts'
import type { PodSide } from '../side/podChain.ts'
import { mappingEvidence } from './evidenceOf.ts'
import { atMost, brokenByOwnNat } from './links.ts'
import type { Found, Rule } from './rule.ts'

function cloudOf({ place }: PodSide) {
  return (place.node && nodeCloud(place.node)) ?? place.traits.cloud
}

function codeOf(side: PodSide): CauseCode {
  switch (cloudOf(side)) {
    case 'aws':
      return 'l2-aws-natgw'
    case 'azure':
      return 'l2-azure-natgw'
    case 'gcp':
      return 'l2-gcp-cloudnat'
    case 'own':
    case 'local':
      return 'l2-onprem-router-hard'
    case 'other':
    case null:
      return 'l2-shared-egress-hard'
  }
}

/** Public IPv4 addresses by which STUN servers saw the pod at one time. */
function egressAddresses({ input, measured }: Scene): string[] {
  const probed = input.own.netInfos.map(
    each => new Set(each.globalV4.map(text => text.slice(0, text.lastIndexOf(':')))),
  )
  const most = [...probed, new Set(measured.seenAs.map(({ address }) => address))].sort(
    (a, b) => b.size - a.size,
  )[0]
  return [...(most ?? [])]
}

/** The NAT at the edge is hard, or has several addresses. */
export const edgeRule: Rule = scene => {
  const { side, chain, measured } = scene
  if (!side || chain.udp === 'no' || chain.inbound.reachable !== 'no') return []
  const peers = brokenByOwnNat(scene)
  if (peers.length === 0 && scene.peers.length > 0) return []
  const found: Found[] = []
  const addresses = egressAddresses(scene)
  if (measured.varies.value === 'yes' && addresses.length > 1) {
    found.push({
      code: 'l2-multi-egress-ip',
      certainty: 'likely',
      evidence: [
        {
          seen: 'yes',
          says: `STUN servers saw it at ${addresses.map(each => `\`${each}\``).join(' and ')}.`,
          source: 'netcheck',
          at: null,
        },
      ],
      peers,
    })
  }
  if (chain.l2.hardness === 'hard' && chain.l2.certainty !== 'unknown') {
    found.push({
      code: codeOf(side),
      certainty: atMost(scene, chain.l2.certainty, peers),
      evidence: [
        mappingEvidence('The pod', measured),
        {
          seen: 'yes',
          says: chain.l2.why,
          source: side.witnesses.edge
            ? 'tailscale_api'
            : chain.l2.certainty === 'certain'
              ? (measured.varies.source ?? 'tailscale_api')
              : 'prior',
          at: null,
        },
        nodeEvidence(side),
      ],
      peers,
    })
  }
  return found
}

function nodeEvidence({ place, measured }: PodSide): Found['evidence'][number] {
  const node = place.node?.name ?? 'the node'
  const seenAs = measured.publicAddresses[0]
  return seenAs
    ? {
        seen: 'yes',
        says: `The pod is seen as \`${seenAs}\`, which is no address of node \`${node}\`.`,
        source: 'kubernetes',
        at: null,
      }
    : {
        seen: place.node?.externalIps.length ? 'yes' : 'no',
        says: `Node \`${node}\` has an ExternalIP.`,
        source: 'kubernetes',
        at: null,
      }
}
