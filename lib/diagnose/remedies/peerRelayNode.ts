import type { Device } from '#lib/tailnet/device.ts'
import type { JudgedPeer } from '../judgement.ts'
import { clientVersion, isAtLeast } from './imageVersion.ts'
import { outsidePatch } from './objectPatch.ts'
import { bare, type Proposal } from './proposal.ts'
import { relayGrant, relayTag } from './relayGrant.ts'
import { relayClients, relayReach } from './relayReach.ts'
import type { Scene } from './scene.ts'
import { shellComment } from './shellQuote.ts'
import { verifyBy } from './verifyBy.ts'

/** A public machine of the tailnet as a peer relay: no cluster needed (clients ≥ 1.86). */
export function peerRelayNode(scene: Scene): Proposal | null {
  if (scene.isReachable) return null
  const host = publicHost(scene)
  const grant = relayGrant(scene)
  const name = host?.peer.peerName ?? null
  return {
    ...bare,
    id: 'r-peer-relay-node',
    title: name ? `Make ${name} a peer relay` : 'Make a public machine a peer relay',
    applies: name ? 'yes' : 'unknown',
    why: name
      ? ''
      : 'No peer of this pod is known to be reachable from the internet; any machine with a public address will do.',
    effort: 'elsewhere',
    change: { relay: relayReach(scene) },
    patches: [
      outsidePatch(
        name ?? 'a public machine',
        [
          shellComment(`on ${name ?? 'a machine with a public address'}; open UDP 40000 in its firewall`),
          'tailscale set --relay-server-port=40000',
          shellComment(
            'behind 1:1 NAT or a load balancer also (≥ 1.92): --relay-server-static-endpoints=<address>:40000',
          ),
        ].join('\n'),
        [{ sign: '+', text: 'relay-server-port: 40000' }],
      ),
      ...(grant.check.seen === 'yes' ? [] : [grant.patch]),
    ],
    checks: [
      host
        ? { seen: 'yes', says: `\`${name}\` is reachable from the internet (${host.peer.chain.inbound.by})` }
        : { seen: 'unknown', says: 'Not seen: a machine that the internet can reach by UDP' },
      relayClients(scene),
      grant.check,
      { seen: 'unknown', says: `Not seen: whether that machine may carry \`${relayTag}\`, and its firewall` },
    ],
    limits: [
      'Not direct: packets take the way by that machine, which pays for the traffic.',
      'A relay behind hard NAT is of no use: it must be reachable by itself.',
    ],
    verify: verifyBy(scene, 'peer_relay'),
    links: [
      'https://tailscale.com/kb/1591/peer-relays',
      'https://github.com/tailscale/tailscale/issues/18538',
    ],
  }
}

/** A peer that any packet can reach on its own address, new enough and not somebody else's. */
function publicHost({ judgement, input }: Scene): { peer: JudgedPeer; device: Device | null } | null {
  const open = judgement.peers.flatMap(peer => {
    const device = input.devices?.find(each => each.id === peer.peer) ?? null
    const isOpen = peer.chain.inbound.reachable === 'yes' && peer.chain.inbound.by === 'open'
    const fits =
      !device || (!device.external && isAtLeast(clientVersion(device.clientVersion), [1, 86]) !== 'no')
    return isOpen && fits ? [{ peer, device }] : []
  })
  const linux = open.find(each => each.device?.os === 'linux')
  return linux ?? open[0] ?? null
}
