import type { Connectivity, Device } from '#lib/tailnet/device.ts'
import { deviceId } from '#lib/tailnet/ids.ts'

/** What a device has measured, as people say it; made-up addresses are of RFC 5737. */
interface Network {
  /** Where STUN servers see it: one port each, or none. */
  seenAs: string[]
  local: string[]
  varies: boolean | null
  udp: boolean | null
  portmap?: boolean
}

const endpoint = (text: string) => {
  const at = text.lastIndexOf(':')
  return { address: text.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(text.slice(at + 1)) }
}
const tri = (value: boolean | null) => (value === null ? 'unknown' : value ? 'yes' : 'no')

/** A device with what the API says of its network. */
export function device(name: string, network: Network | null, more: Partial<Device> = {}): Device {
  const connectivity: Connectivity | null = network && {
    endpoints: [...network.seenAs, ...network.local].map(endpoint),
    mappingVaries: tri(network.varies),
    udp: tri(network.udp),
    ipv6: 'yes',
    upnp: 'no',
    pmp: tri(network.portmap ?? false),
    pcp: 'no',
    latency: network.udp ? [{ regionName: 'New York City', ms: 17, preferred: true }] : [],
  }
  return {
    id: deviceId(`n-${name}`),
    name: `${name}.example.ts.net`,
    hostname: name,
    addresses: [],
    os: 'linux',
    clientVersion: '1.102.5',
    user: 'ann@example.com',
    tags: [],
    online: 'yes',
    lastSeen: null,
    created: null,
    expires: null,
    external: false,
    ephemeral: false,
    blocksIncoming: false,
    cloned: false,
    advertisedRoutes: [],
    enabledRoutes: [],
    connectivity,
    ...more,
  }
}

/** A laptop behind a home router. */
export const easyNat = (name = 'easy') =>
  device(
    name,
    { seenAs: ['203.0.113.41:33481'], local: ['10.41.0.10:33481'], varies: false, udp: true },
    { os: 'macOS' },
  )

/** A laptop behind a corporate firewall. */
export const hardNat = (name = 'hard') =>
  device(
    name,
    {
      seenAs: ['203.0.113.42:34084', '203.0.113.42:14883'],
      local: ['10.42.0.10:56123'],
      varies: true,
      udp: true,
    },
    { os: 'windows' },
  )

/** A hard NAT whose router speaks NAT-PMP. */
export const portMapped = (name = 'pmp') =>
  device(name, {
    seenAs: ['203.0.113.43:47747', '203.0.113.43:56522'],
    local: ['10.43.0.10:47747'],
    varies: true,
    udp: true,
    portmap: true,
  })

/** A network without UDP: the API's plain false for the mapping is not to be believed there. */
export const udpBlocked = (name = 'no-udp') =>
  device(name, { seenAs: [], local: ['10.44.0.10:51718'], varies: null, udp: false })

/** A server with an address of its own; its firewall shows nowhere. */
export const publicServer = (name = 'server') =>
  device(name, { seenAs: ['203.0.113.61:41641'], local: [], varies: false, udp: true })

/** Hard on IPv4, with IPv6 beside it. */
export const hardWithIpv6 = (name = 'dual') =>
  device(name, {
    seenAs: ['203.0.113.45:35463', '203.0.113.45:21488'],
    // The IPv6 socket has a port of its own, by which STUN servers see it.
    local: ['10.45.0.10:46519', '[2001:db8:45::10]:34308', '[2001:db8:45::10]:46519'],
    varies: true,
    udp: true,
  })

/** A phone that never said anything of its network, or one of another tailnet. */
export const unmeasured = (name = 'unknown') => device(name, null, { os: 'iOS' })
