import { isGlobalIpv6 } from '../address/isGlobalIpv6.ts'
import { outsidePatch } from './objectPatch.ts'
import { bare, type Proposal } from './proposal.ts'
import type { Scene } from './scene.ts'
import { execInto } from './verifyBy.ts'

/** Without NAT on IPv6 both sides are easy, whatever they are on IPv4. */
export function enableIpv6(scene: Scene): Proposal | null {
  const { pod, cluster, chain, derpPeers } = scene
  if (!pod || !cluster || chain.ipv6 === 'yes' || chain.udp === 'no') return null
  const peers = derpPeers.filter(peer => peer.chain.ipv6 === 'yes').map(peer => peer.peerName)
  if (peers.length === 0) return null
  const nodes = cluster.nodes.filter(node => [...node.internalIps, ...node.externalIps].some(isGlobalIpv6))
  const hasAddress = pod.podIps.some(isGlobalIpv6)
  const canHave = hasAddress || nodes.length > 0
  const inPod = pod.hasCli ? execInto(scene) : null
  return {
    ...bare,
    id: 'r-ipv6',
    title: 'Give it an IPv6 way out',
    applies: canHave ? 'unknown' : 'no',
    why: hasAddress
      ? 'The pod has an IPv6 address, yet its client reaches nothing by it.'
      : nodes.length > 0
        ? 'The nodes have IPv6, the pods do not: the cluster has to be dual-stack.'
        : 'No node has a global IPv6 address.',
    effort: 'network',
    certainty: 'possible',
    change: canHave ? { own: { ...chain, ipv6: 'yes' } } : null,
    patches: [outsidePatch('network', '', [{ sign: '+', text: 'allow out: UDP over IPv6, with answers' }])],
    checks: [
      {
        seen: hasAddress ? 'yes' : 'no',
        says: hasAddress ? 'The pod has a global IPv6 address' : 'The pod has no global IPv6 address',
      },
      {
        seen: nodes.length > 0 ? 'yes' : 'no',
        says: `${nodes.length} of ${cluster.nodes.length} nodes have a global IPv6 address`,
      },
      {
        seen: 'yes',
        says: `On DERP now, with IPv6: ${peers
          .slice(0, 4)
          .map(name => `\`${name}\``)
          .join(', ')}`,
      },
    ],
    limits: [
      'A cluster becomes dual-stack only where its CNI and its API server’s ranges allow it; most cannot be changed later.',
    ],
    verify: {
      command: inPod ? `${inPod} netcheck` : 'tailscale netcheck',
      expect: '`IPv6: yes` with an address',
    },
    links: ['https://kubernetes.io/docs/concepts/services-networking/dual-stack/'],
  }
}
