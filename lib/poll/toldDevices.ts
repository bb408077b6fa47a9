import type { Device } from '#lib/tailnet/device.ts'
import type { PeerReading, StatusReading } from '#lib/tailnet/reading.ts'
import { untoldDevice } from '#lib/tailnet/untoldDevice.ts'

/** Twice as many as are planned for (DESIGN.md, "Scale"): who holds a push token may name as many as it likes. */
const mostDevices = 20_000

/** The devices that statuses name, each once: by its own status, else by the last peer's that names it. */
export function toldDevices(
  memories: Iterable<{ status: StatusReading | null; peers: ReadonlyMap<string, PeerReading> }>,
): Device[] {
  const all = [...memories]
  const peers = all.flatMap(({ peers }) => [...peers.values()].map(ofPeer))
  const selves = all.flatMap(({ status }) => (status?.self ? [ofSelf(status, status.self)] : []))
  const byId = new Map([...peers, ...selves].map(device => [device.id, device]))
  // Mullvad's exits are no devices of the tailnet, and would be hundreds.
  const told = [...byId.values()].filter(({ name }) => !name.endsWith('.mullvad.ts.net'))
  const own = new Set(selves.map(({ id }) => id))
  let room = mostDevices - own.size
  return told.filter(({ id }) => own.has(id) || room-- > 0)
}

const ofPeer = ({ device, dnsName, hostName, tailscaleIps, os, tags, online }: PeerReading): Device => ({
  ...untoldDevice,
  id: device,
  name: dnsName || hostName,
  hostname: hostName,
  addresses: tailscaleIps,
  os,
  clientVersion: '',
  tags,
  online: online ? 'yes' : 'no',
})

const ofSelf = ({ version }: StatusReading, self: NonNullable<StatusReading['self']>): Device => ({
  ...untoldDevice,
  id: self.device,
  name: self.dnsName || self.hostName,
  hostname: self.hostName,
  addresses: self.tailscaleIps,
  os: '',
  clientVersion: version,
  tags: [],
  online: self.online ? 'yes' : 'no',
})

/** What those who are in a tailnet call it; of several tailnets all, and null where no status says it. */
export function toldName(statuses: readonly StatusReading[]): string | null {
  const names = new Set(statuses.flatMap(({ tailnetName }) => tailnetName ?? []))
  return names.size === 0 ? null : [...names].sort().slice(0, mostNames).join(', ')
}

/** Two are a mistake already: one database is for one tailnet. */
const mostNames = 3
