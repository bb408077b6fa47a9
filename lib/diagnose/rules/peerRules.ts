import type { Certainty, Evidence } from '#lib/tailnet/finding.ts'
import type { Scene, SeenPeer } from '../scene.ts'
import { linkEvidence, mappingEvidence, udpEvidence } from './evidenceOf.ts'
import { isSeenRelayed, meetsNat, wantsCause } from './links.ts'
import type { Found, Rule } from './rule.ts'

/** What the API says of a peer may be old; with a link on a relay beside it, it is believed. */
const seenOrSaid = (peer: SeenPeer): Certainty => (isSeenRelayed(peer) ? 'certain' : 'likely')

const of = (code: Found['code'], certainty: Certainty, peer: SeenPeer, evidence: Evidence[]): Found => ({
  code,
  certainty,
  peers: [peer],
  evidence: [...evidence, ...(isSeenRelayed(peer) ? [linkEvidence(peer)] : [])],
})

/** The peer has no UDP. */
export const peerUdpRule: Rule = scene =>
  scene.peers
    .filter(peer => wantsCause(peer) && peer.chain.udp === 'no' && peer.pair.near !== 'yes')
    .map(peer => of('peer-udp-blocked', seenOrSaid(peer), peer, [udpEvidence(peer.peerName, peer.measured)]))

/** Which of the two is hard; null where that is not known, or neither is. */
function hardOf(
  scene: Scene,
  peer: SeenPeer,
): 'both-hard' | 'pod-hard-peer-easy' | 'peer-hard-pod-easy' | null {
  const isPeerHard = peer.chain.side === 'hard'
  switch (scene.chain.side) {
    case 'hard':
      if (isPeerHard) return 'both-hard'
      return peer.chain.side === 'unknown' ? null : 'pod-hard-peer-easy'
    case 'easy':
    case 'none':
      return isPeerHard ? 'peer-hard-pod-easy' : null
    case 'unknown':
      return null
  }
}

/** The mappings of both sides, where neither can be reached. */
export const mappingRule: Rule = scene => {
  if (scene.chain.inbound.reachable === 'yes') return []
  return scene.peers
    .filter(peer => wantsCause(peer) && meetsNat(scene, peer) && peer.chain.inbound.reachable !== 'yes')
    .flatMap((peer): Found[] => {
      const code = hardOf(scene, peer)
      if (!code) return []
      const evidence = [
        mappingEvidence('This side', scene.measured),
        mappingEvidence(peer.peerName, peer.measured),
      ]
      const certainty = sure(scene, peer)
      // A NAT that filters by address only would let even a hard side in, and filtering is never measured.
      const isLenient = code === 'pod-hard-peer-easy' && certainty === 'certain'
      return [of(code, isLenient ? 'likely' : certainty, peer, evidence)]
    })
}

/** Not seen: a way in whose firewall nobody has tried leaves it open whether the NATs matter at all. */
function sure(scene: Scene, peer: SeenPeer): Certainty {
  if (isSeenRelayed(peer)) return 'certain'
  return scene.chain.inbound.reachable === 'unknown' || peer.chain.inbound.reachable === 'unknown'
    ? 'possible'
    : 'likely'
}

/** A peer that can be reached, as far as is known, and is not. */
export const peerFirewallRule: Rule = scene =>
  scene.peers
    .filter(peer => isSeenRelayed(peer) && meetsNat(scene, peer) && scene.chain.udp === 'yes')
    .filter(peer => peer.chain.inbound.reachable === 'yes' && scene.predicted.inbound.reachable !== 'yes')
    .map(peer =>
      of('peer-host-firewall', 'possible', peer, [
        {
          seen: 'yes',
          says: `${peer.peerName}: ${peer.chain.inbound.why}`,
          source: 'tailscale_api',
          at: null,
        },
      ]),
    )

/** Two pods of one cluster, relayed. */
export const sameClusterRule: Rule = scene => {
  const own = scene.input.pod
  if (!own) return []
  return scene.peers
    .filter(peer => isSeenRelayed(peer) && peer.pod?.cluster === own.cluster)
    .map(peer => {
      const silenced = peer.pair.near === 'no'
      const isBlocked = silenced || scene.chain.udp === 'no' || peer.chain.udp === 'no'
      return of('same-cluster-not-direct', silenced ? 'certain' : isBlocked ? 'likely' : 'possible', peer, [
        {
          seen: 'yes',
          says: `\`${own.name}\` and \`${peer.pod?.name}\` run in one cluster.`,
          source: 'kubernetes',
          at: null,
        },
        ...(silenced
          ? [
              {
                seen: 'yes' as const,
                says: 'A NetworkPolicy or an order keeps one of them from UDP.',
                source: 'kubernetes' as const,
                at: null,
              },
            ]
          : []),
        ...(isBlocked
          ? [udpEvidence('this side', scene.measured), udpEvidence(peer.peerName, peer.measured)]
          : []),
      ])
    })
}

/** IPv6 at the peer and in the cluster, and not in the pod. */
export const ipv6Rule: Rule = scene => {
  const { side, chain } = scene
  if (!side || chain.ipv6 !== 'no') return []
  const node = side.place.node
  const network = [...(node?.podCidrs ?? []), ...(node?.internalIps ?? [])].find(each => each.includes(':'))
  if (!network) return []
  return scene.peers
    .filter(peer => wantsCause(peer) && meetsNat(scene, peer) && peer.chain.ipv6 === 'yes')
    .map(peer =>
      of('ipv6-would-help', 'possible', peer, [
        { seen: 'yes', says: `${peer.peerName} has IPv6.`, source: 'tailscale_api', at: null },
        { seen: 'yes', says: `Node \`${node?.name}\` has \`${network}\`.`, source: 'kubernetes', at: null },
        { seen: 'no', says: 'The pod reaches the internet by IPv6.', source: 'netcheck', at: null },
      ]),
    )
}

/** A relay that is this much further than the nearest one is worth a word (reference, home-derp-distant). */
const farMs = 50

/** DERP traffic goes by the peer's home region, however far that is from here. */
export const distantRelayRule: Rule = scene => {
  const { netInfos } = scene.input.own
  const latency = netInfos.find(each => each.latencyMs.length > 0)?.latencyMs ?? []
  const nearest = Math.min(...latency.map(({ ms }) => ms))
  const idByName = new Map(scene.input.derpMap.map(({ id, name }) => [name, id]))
  return scene.peers.flatMap(peer => {
    if (peer.path !== 'derp') return []
    const home = peer.about.device?.connectivity?.latency.find(({ preferred }) => preferred)
    const region = home && idByName.get(home.regionName)
    const ms = latency.find(each => each.region === region)?.ms
    if (!home || ms === undefined || ms - nearest <= farMs) return []
    return [
      of('home-derp-distant', 'likely', peer, [
        {
          seen: 'yes',
          says: `${peer.peerName} is at home in ${home.regionName}, \`${Math.round(ms)} ms\` from here; the nearest region is \`${Math.round(nearest)} ms\` away.`,
          source: 'netcheck',
          at: null,
        },
      ]),
    ]
  })
}
