import type { JudgedPeer } from '../judgement.ts'
import { tailnetIndex } from '../side/tailnetIndex.ts'
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
    applies: host?.isProven ? 'yes' : 'unknown',
    why: host?.isProven
      ? ''
      : host
        ? `Whether ${name} lets UDP in is not seen.`
        : 'No peer of this pod is known to have a public address; any machine that has one will do.',
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
        ? {
            seen: host.isProven ? 'yes' : 'unknown',
            says: `\`${name}\` has a public address and ${host.isProven ? 'lets UDP in' : 'its firewall is not seen'}`,
          }
        : { seen: 'unknown', says: 'Not seen: a machine that the internet can reach by UDP' },
      relayClients(scene),
      grant.check,
      { seen: 'unknown', says: `Not seen: whether that machine may carry \`${relayTag}\`, and its firewall` },
    ],
    limits: [
      'Not direct: packets take the way by that machine, which pays for the traffic.',
      'A relay behind hard NAT is of no use: it must be reachable by itself.',
      'UDP 40000 of that machine is open to the internet; the relay carries packets of clients of the tailnet only, encrypted end to end.',
    ],
    verify: verifyBy(scene, 'peer_relay'),
    links: [
      'https://tailscale.com/kb/1591/peer-relays',
      'https://github.com/tailscale/tailscale/issues/18538',
    ],
  }
}

interface Host {
  peer: JudgedPeer
  /** Does something show that it lets unsolicited UDP in, or has it only a public address? */
  isProven: boolean
}

/** A peer that the internet can address, new enough and not somebody else's; proven ones and Linux first. */
function publicHost({ judgement, input, chain }: Scene): Host | null {
  const devices = tailnetIndex(input.devices).byId
  const hosts = judgement.peers.flatMap(peer => {
    const { inbound, side } = peer.chain
    // A closed side that is direct with it without hole punching shows it open.
    const isShown = peer.path === 'direct' && chain.side === 'hard' && chain.inbound.reachable === 'no'
    const isProven = inbound.reachable === 'yes' ? inbound.by === 'open' : side === 'none' && isShown
    const isPublic = isProven || (side === 'none' && inbound.reachable !== 'no' && peer.path !== 'derp')
    const device = devices.get(peer.peer)
    const fits =
      !device || (!device.external && isAtLeast(clientVersion(device.clientVersion), [1, 86]) !== 'no')
    const rank = Number(isProven) * 2 + Number(device?.os === 'linux')
    return isPublic && fits && peer.pair.near !== 'yes' ? [{ peer, isProven, rank }] : []
  })
  return hosts.sort((a, b) => b.rank - a.rank)[0] ?? null
}
