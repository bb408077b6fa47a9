import type { NatChain } from '#lib/tailnet/finding.ts'
import { expectedPath } from '../expectedPath.ts'
import type { Scene, SeenPeer } from '../scene.ts'
import { linkEvidence, named } from './evidenceOf.ts'
import { atMost, isSeenRelayed, meetsNat, wantsCause } from './links.ts'
import type { Found, Rule } from './rule.ts'

const open = (chain: NatChain): NatChain => ({ ...chain, inbound: { ...chain.inbound, reachable: 'yes' } })

/** Links on a relay that would be direct if this side let unsolicited UDP in. */
export function wouldOpen(scene: Scene): SeenPeer[] {
  return scene.peers.filter(
    peer =>
      wantsCause(peer) &&
      meetsNat(scene, peer) &&
      expectedPath(open(scene.chain), peer.chain, peer.pair).expected === 'direct',
  )
}

/** A public node whose way in was made and is shown shut by the links of the pod. */
export const closedFirewallRule: Rule = scene => {
  const { side, predicted, chain } = scene
  if (!side || predicted.inbound.reachable !== 'unknown' || chain.inbound.reachable !== 'no') return []
  if (chain.l2.hardness !== 'none') return []
  const held = wouldOpen(scene).filter(peer => isSeenRelayed(peer) && peer.chain.udp === 'yes')
  if (held.length === 0) return []
  const easy = scene.peers.filter(peer => peer.path === 'direct' && meetsNat(scene, peer))
  // Easy peers direct and hard ones not: with a mapping that keeps its port only the filter is left.
  const isMixed = easy.length > 0 && scene.measured.varies.value === 'no'
  const port = chain.fixedPort === null ? '' : ` ${chain.fixedPort}`
  return [
    {
      code: 'fw-public-node-closed',
      certainty: atMost(scene, isMixed ? 'certain' : 'likely', held),
      evidence: [
        {
          seen: 'yes',
          says: `The pod has a way in by UDP${port} on ${nodeWords(scene)}.`,
          source: 'kubernetes',
          at: null,
        },
        ...held.slice(0, 3).map(linkEvidence),
        {
          seen: easy.length > 0 ? 'yes' : 'unknown',
          says:
            easy.length > 0
              ? `Direct meanwhile: ${named(easy)}.`
              : 'No link to a peer with easy NAT was seen.',
          source: 'status',
          at: null,
        },
      ],
      peers: wouldOpen(scene),
    },
  ]
}

function nodeWords({ side }: Scene): string {
  const node = side?.place.node
  const address = node?.externalIps[0] ?? node?.internalIps[0]
  return node ? `node \`${node.name}\`${address ? ` (\`${address}\`)` : ''}` : 'its node'
}

/** On the host's network of a public node without a fixed port: no rule can name the port. */
export const randomPortRule: Rule = scene => {
  const { side, chain } = scene
  if (!side?.place.pod.hostNetwork || chain.l2.hardness !== 'none' || chain.udp === 'no') return []
  if (side.place.pod.fixedPort !== null || chain.inbound.reachable === 'yes') return []
  const held = wouldOpen(scene)
  if (held.length === 0) return []
  return [
    {
      code: 'port-random-with-fw-rule',
      certainty: atMost(scene, held.some(isSeenRelayed) ? 'certain' : 'likely', held),
      evidence: [
        {
          seen: 'no',
          says: 'The container sets `PORT`, or `--port` for tailscaled.',
          source: 'kubernetes',
          at: null,
        },
        ...(chain.localPort === null
          ? []
          : [
              {
                seen: 'yes' as const,
                says: `tailscaled listens on \`${chain.localPort}\` at present.`,
                source: side.measured.endpointsFrom,
                at: null,
              },
            ]),
        {
          seen: 'yes',
          says: `The pod is on the host’s network of ${nodeWords(scene)}.`,
          source: 'kubernetes',
          at: null,
        },
        ...held.filter(isSeenRelayed).slice(0, 3).map(linkEvidence),
      ],
      peers: held,
    },
  ]
}

/** A hostPort that leads past tailscaled. */
export const hostPortRule: Rule = scene => {
  const { side, chain } = scene
  if (!side || side.place.pod.hostNetwork || chain.inbound.reachable === 'yes' || chain.udp === 'no')
    return []
  const { pod } = side.place
  const port = pod.container.ports.find(({ hostPort, protocol }) => hostPort !== null && protocol === 'UDP')
  if (!port || (port.containerPort === pod.fixedPort && port.hostPort === pod.fixedPort)) return []
  const held = wouldOpen(scene)
  if (held.length === 0) return []
  const own =
    pod.fixedPort === null ? 'no `PORT`, so that tailscaled’s is random' : `\`PORT\` \`${pod.fixedPort}\``
  return [
    {
      code: 'hostport-mismatch',
      certainty: atMost(scene, 'certain', held),
      evidence: [
        {
          seen: 'yes',
          says: `hostPort \`${port.hostPort}\` leads to containerPort \`${port.containerPort}\`; the container has ${own}.`,
          source: 'kubernetes',
          at: null,
        },
      ],
      peers: held,
    },
  ]
}

/** The tailnet's policy takes the fixed port away. */
export const randomizedRule: Rule = scene => {
  const { input, chain } = scene
  const fixed = input.pod?.fixedPort ?? null
  if (input.policy?.randomizeClientPort !== true || fixed === null || chain.udp === 'no') return []
  const held = wouldOpen(scene)
  if (held.length === 0 && scene.peers.length > 0) return []
  const found: Found = {
    code: 'randomize-vs-port',
    certainty: atMost(scene, 'certain', held),
    evidence: [
      { seen: 'yes', says: 'The policy file has `randomizeClientPort: true`.', source: 'policy', at: null },
      { seen: 'yes', says: `The container has \`PORT\` \`${fixed}\`.`, source: 'kubernetes', at: null },
    ],
    peers: held,
  }
  if (chain.localPort === null) return [found]
  const isIgnored = chain.localPort !== fixed
  const seen = {
    seen: isIgnored ? ('yes' as const) : ('no' as const),
    says: `tailscaled listens on \`${chain.localPort}\`.`,
    source: scene.measured.endpointsFrom,
    at: null,
  }
  return [
    { ...found, certainty: isIgnored ? found.certainty : 'possible', evidence: [...found.evidence, seen] },
  ]
}
