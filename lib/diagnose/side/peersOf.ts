import type { Device } from '#lib/tailnet/device.ts'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import type { DiagnoseInput, KnownPeer, ObservedLink, ObservedPing } from '../input.ts'

/** Someone the subject talks to, or would. */
export interface Peer {
  id: DeviceId
  name: string
  device: Device | null
  known: KnownPeer | null
  link: ObservedLink | null
  ping: ObservedPing | null
}

/** Where nobody is known to be talked to, so many devices are predicted: more would be a list that nobody reads. */
const mostPredicted = 200

/** The peers to judge: those seen, else the tailnet's devices, online ones first. */
export function peersOf(input: DiagnoseInput, byId: ReadonlyMap<DeviceId, Device>): Peer[] {
  const links = new Map(input.links.map(link => [link.peer, link]))
  const pings = new Map(input.pings.map(ping => [ping.peer, ping]))
  const known = new Map(input.peers.map(peer => [peer.device, peer]))
  const seen = new Set<DeviceId>([...links.keys(), ...pings.keys(), ...known.keys()])
  const ids = seen.size > 0 ? [...seen] : predicted(input)
  return (
    ids
      // WireGuard-only peers (Mullvad's exits) have neither DERP nor path discovery: nothing is to be judged.
      .filter(id => id !== input.deviceId && !known.get(id)?.wireguardOnly)
      .map(id => {
        const device = byId.get(id) ?? null
        const link = links.get(id) ?? null
        const peer = known.get(id) ?? null
        const name = link?.peerName ?? peer?.hostName ?? device?.hostname ?? id
        return { id, name, device, known: peer, link, ping: pings.get(id) ?? null }
      })
  )
}

function predicted(input: DiagnoseInput): DeviceId[] {
  const devices = (input.devices ?? []).filter(device => device.id !== input.deviceId)
  return [
    ...devices.filter(({ online }) => online !== 'no'),
    ...devices.filter(({ online }) => online === 'no'),
  ]
    .slice(0, mostPredicted)
    .map(({ id }) => id)
}
