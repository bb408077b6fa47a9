import { udpPolicy } from '../policy/udpPolicy.ts'
import type { Scene, SeenPeer } from '../scene.ts'
import { forcedRelay } from '../side/forcedRelay.ts'
import { isOnlyTcp443 } from '../side/isOnlyTcp443.ts'
import { linkEvidence, named, udpEvidence } from './evidenceOf.ts'
import { isSeenRelayed, wantsCause } from './links.ts'
import type { Found, Rule } from './rule.ts'

const relayed = (scene: Scene) => scene.peers.filter(wantsCause)

/** A knob or attribute keeps tailscaled on relays. */
export const forcedRelayRule: Rule = scene => {
  const { pod, own, policy } = scene.input
  const knob = pod && forcedRelay(pod)
  const says = knob
    ? `The container sets \`${knob}\`.`
    : isOnlyTcp443(own.device, policy)
      ? 'The policy file gives the device the node attribute `only-tcp-443`.'
      : null
  if (says === null) return []
  return [
    {
      code: 'forced-derp-env',
      certainty: scene.peers.some(({ path }) => path === 'direct') ? 'possible' : 'certain',
      evidence: [{ seen: 'yes', says, source: knob ? 'kubernetes' : 'policy', at: null }],
      peers: relayed(scene),
    },
  ]
}

/** tailscaled says that it has no socket. */
export const udpBindRule: Rule = scene => {
  const message = scene.input.own.health.find(each =>
    /no-udp4-bind|couldn't listen for incoming UDP/i.test(each),
  )
  if (!message) return []
  return [
    {
      code: 'no-udp-bind',
      certainty: 'certain',
      evidence: [
        {
          seen: 'yes',
          says: `tailscaled reports: \`${message.slice(0, 200)}\`.`,
          source: 'status',
          at: null,
        },
      ],
      peers: relayed(scene),
    },
  ]
}

/** A NetworkPolicy leaves no UDP, or too little. */
export const networkPolicyRule: Rule = scene => {
  const { side, measured } = scene
  if (!side) return []
  const { leaves, policies } = udpPolicy(side.place.pod, side.place.cluster, 'egress')
  const first = policies[0] ?? ''
  const isCut = leaves === 'none' && measured.udp.value !== 'yes'
  // Some ports or networks are left, and the STUN servers are not among them.
  if (isCut || (leaves === 'some' && measured.udp.value === 'no')) {
    return [
      {
        code: 'udp-blocked-netpol',
        certainty: isCut && measured.udp.value === 'no' ? 'certain' : 'likely',
        evidence: [
          {
            seen: 'yes',
            says: isCut
              ? `NetworkPolicy \`${first}\` selects the pod for egress, and none allows UDP but DNS.`
              : `NetworkPolicy \`${first}\` selects the pod for egress, and UDP is left to some ports or networks only.`,
            source: 'kubernetes',
            at: null,
          },
          udpEvidence('the pod', measured),
        ],
        peers: relayed(scene),
      },
    ]
  }
  const held = scene.peers.filter(peer => isSeenRelayed(peer) && peer.isCut && peer.chain.udp === 'yes')
  if (leaves !== 'some' || held.length === 0) return []
  return [
    {
      code: 'udp-blocked-netpol',
      certainty: 'likely',
      evidence: [
        {
          seen: 'yes',
          says: `NetworkPolicy \`${first}\` lets out UDP to some ports or networks only, and these peers are elsewhere.`,
          source: 'kubernetes',
          at: null,
        },
        ...held.slice(0, 3).map(linkEvidence),
      ],
      peers: held,
    },
  ]
}

/** All UDP is blocked, or only STUN: a link to a peer that can be reached tells which. */
export const udpBlockedRule: Rule = scene => {
  const { chain, measured, side, input } = scene
  if (measured.udp.value !== 'no' || (!side && input.pod === null && input.own.netInfos.length === 0))
    return []
  const direct = scene.peers.filter(peer => peer.path === 'direct' && peer.pair.near !== 'yes')
  const found = (code: Found['code'], certainty: Found['certainty'], proof: readonly SeenPeer[]): Found[] => [
    {
      code,
      certainty,
      evidence: [udpEvidence('the pod', measured), ...proof.slice(0, 3).map(linkEvidence)],
      peers: relayed(scene),
    },
  ]
  if (direct.length > 0) {
    // A NetworkPolicy that nobody could read may be what keeps STUN away.
    const [result] = found('stun-blocked', side ? 'certain' : 'likely', direct)
    return result
      ? [
          {
            ...result,
            missing: [],
            evidence: [
              ...result.evidence,
              { seen: 'yes', says: `UDP passes to ${named(direct)}.`, source: 'status', at: null },
            ],
          },
        ]
      : []
  }
  const denied = scene.peers.filter(peer => isSeenRelayed(peer) && peer.chain.inbound.reachable === 'yes')
  // Without the cluster's objects a NetworkPolicy is as likely as a firewall.
  const unproven = side ? 'likely' : 'possible'
  return found(
    'udp-blocked-all',
    side && chain.inbound.by === 'udp-blocked' && denied.length > 0 ? 'certain' : unproven,
    denied,
  )
}
