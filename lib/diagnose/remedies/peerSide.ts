import type { NatChain } from '#lib/tailnet/finding.ts'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import type { JudgedPeer } from '../judgement.ts'
import { withUdp, withWayIn } from './changedChain.ts'
import { outsidePatch, type RemedyPatch } from './objectPatch.ts'
import { bare, type Proposal } from './proposal.ts'
import type { Scene } from './scene.ts'
import { verifyBy } from './verifyBy.ts'

/** What the other ends can change: let UDP out, or let it in. */
export function peerSide(scene: Scene): (Proposal | null)[] {
  const { derpPeers, isReachable } = scene
  const silent = derpPeers.filter(peer => peer.chain.udp === 'no')
  const closed = derpPeers.filter(peer => peer.chain.udp !== 'no' && peer.chain.inbound.reachable !== 'yes')
  return [
    silent.length > 0 ? letUdpOut(scene, silent) : null,
    closed.length > 0 && !isReachable ? letUdpIn(scene, closed) : null,
  ]
}

const names = (peers: readonly JudgedPeer[]) =>
  peers.length <= 2
    ? peers.map(peer => peer.peerName).join(' and ')
    : `${peers
        .slice(0, 2)
        .map(peer => peer.peerName)
        .join(', ')} and ${peers.length - 2} more`

const changed = (
  peers: readonly JudgedPeer[],
  to: (chain: NatChain) => NatChain,
): ReadonlyMap<DeviceId, NatChain> => new Map(peers.map(peer => [peer.peer, to(peer.chain)]))

const rules = (peers: readonly JudgedPeer[], rule: string): RemedyPatch[] => [
  outsidePatch(`network of ${names(peers)}`, '', [{ sign: '+', text: rule }]),
]

/** No change on this side helps a peer without UDP, and no peer relay does. */
function letUdpOut(scene: Scene, peers: JudgedPeer[]): Proposal {
  const isEnough = scene.isReachable || scene.chain.side === 'easy' || scene.chain.side === 'none'
  return {
    ...bare,
    id: 'r-peer-side',
    title: `Let UDP out where ${names(peers)} ${peers.length === 1 ? 'is' : 'are'}`,
    why: isEnough ? '' : 'This side is not reachable either: both have to change.',
    effort: 'elsewhere',
    change: { peers: changed(peers, withUdp) },
    patches: rules(peers, 'allow out: UDP to any, port 3478 and ports 1024-65535, with answers'),
    checks: peers.slice(0, 4).map(peer => ({ seen: 'yes', says: `\`${peer.peerName}\` has no UDP` })),
    limits: ['Nothing that is changed at this pod, and no peer relay, helps a side without UDP.'],
    verify: verifyBy(scene),
    links: ['https://tailscale.com/kb/1082/firewall-ports'],
  }
}

/** The other end of a link can be the open one as well: on a router with NAT-PMP it is so by itself. */
function letUdpIn(scene: Scene, peers: JudgedPeer[]): Proposal {
  return {
    ...bare,
    id: 'r-peer-open',
    title: `Let UDP in where ${names(peers)} ${peers.length === 1 ? 'is' : 'are'}`,
    applies: 'unknown',
    why: 'It is their networks’ to change, and nothing shows whether it can be.',
    effort: 'elsewhere',
    certainty: 'possible',
    change: { peers: changed(peers, chain => withWayIn(chain, 'portmap', 'its router maps a port')) },
    patches: rules(
      peers,
      'allow in: UDP to the client’s port, by a firewall rule, a port forward or NAT-PMP',
    ),
    checks: peers.slice(0, 4).map(peer => ({
      seen: 'yes',
      says: `\`${peer.peerName}\` lets in only answers: ${peer.chain.inbound.why}`,
    })),
    limits: [
      'One network after the other, and again for each new peer: to open this side once is less work.',
    ],
    verify: verifyBy(scene),
    links: ['https://tailscale.com/kb/1181/firewalls'],
  }
}
