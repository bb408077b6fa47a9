import type { Remedy } from '#lib/tailnet/finding.ts'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import type { JudgedPeer } from '../judgement.ts'
import { tailnetIndex } from '../side/tailnetIndex.ts'
import { clientVersion, isAtLeast } from './imageVersion.ts'
import type { Scene } from './scene.ts'

/** Clients know peer relays since 1.86 (tailcfg capability version 120). */
const least = [1, 86]

/** Does a device's client know peer relays? Asked by its id; "unknown" for those that the API does not list. */
function relayKnowledge({ input }: Scene): (device: DeviceId | null) => Tri {
  const { byId } = tailnetIndex(input.devices)
  return device => isAtLeast(clientVersion((device && byId.get(device)?.clientVersion) ?? ''), least)
}

/** May a pair use a relay that both sides can reach? Old clients cannot; one that is not known is taken for a new one. */
export function relayReach(scene: Scene): (peer: JudgedPeer) => Tri {
  const knows = relayKnowledge(scene)
  const own = knows(scene.input.deviceId)
  return peer => (own === 'no' || knows(peer.peer) === 'no' ? 'no' : 'yes')
}

/** What is known of both ends' clients. */
export function relayClients(scene: Scene): Remedy['checks'][number] {
  if (!scene.input.devices)
    return { seen: 'unknown', says: 'Not seen: the versions of the clients; both ends need ≥ 1.86' }
  const knows = relayKnowledge(scene)
  if (knows(scene.input.deviceId) === 'no')
    return { seen: 'no', says: 'This side’s client is older than 1.86' }
  const old = scene.derpPeers.filter(peer => knows(peer.peer) === 'no').map(peer => `\`${peer.peerName}\``)
  const more = old.length > 4 ? ` and ${old.length - 4} more` : ''
  return old.length > 0
    ? { seen: 'no', says: `Older than 1.86: ${old.slice(0, 4).join(', ')}${more}` }
    : { seen: 'yes', says: 'Both ends of each link are ≥ 1.86, as far as they are known' }
}
