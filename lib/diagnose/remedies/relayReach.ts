import type { Remedy } from '#lib/tailnet/finding.ts'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import type { JudgedPeer } from '../judgement.ts'
import { clientVersion, isAtLeast } from './imageVersion.ts'
import type { Scene } from './scene.ts'

/** Clients know peer relays since 1.86 (tailcfg capability version 120). */
const least = [1, 86]

const knowsRelays = ({ input }: Scene, device: DeviceId | null): Tri => {
  const found = input.devices?.find(each => each.id === device)
  return isAtLeast(found ? clientVersion(found.clientVersion) : null, least)
}

/** May a pair use a relay that both sides can reach? Old clients cannot; of unknown ones the most are new enough. */
export function relayReach(scene: Scene): (peer: JudgedPeer) => Tri {
  const own = knowsRelays(scene, scene.input.deviceId)
  return peer => (own === 'no' || knowsRelays(scene, peer.peer) === 'no' ? 'no' : 'yes')
}

/** What is known of both ends' clients. */
export function relayClients(scene: Scene): Remedy['checks'][number] {
  if (!scene.input.devices)
    return { seen: 'unknown', says: 'Not seen: the versions of the clients; both ends need ≥ 1.86' }
  const old = scene.derpPeers
    .filter(peer => knowsRelays(scene, peer.peer) === 'no')
    .map(peer => peer.peerName)
  if (knowsRelays(scene, scene.input.deviceId) === 'no')
    return { seen: 'no', says: 'This side’s client is older than 1.86' }
  return old.length > 0
    ? { seen: 'no', says: `Older than 1.86: ${old.map(name => `\`${name}\``).join(', ')}` }
    : { seen: 'yes', says: 'Both ends of each link are ≥ 1.86, as far as they are known' }
}
