import type { DerpRegionId, DeviceId } from './ids.ts'
import type { Tri } from './tri.ts'

/** One peer as a tailscaled sees it (`Peer[*]` of `tailscale status --json`, ipn/ipnstate/ipnstate.go). */
export interface PeerReading {
  device: DeviceId
  hostName: string
  /** Without the trailing dot. */
  dnsName: string
  tailscaleIps: string[]
  os: string
  tags: string[]
  /** Connection to the control plane, not the data path. */
  online: boolean
  expired: boolean
  /** We sent within 45 s (`sessionActiveTimeout`); some 50 s in recordings. */
  active: boolean
  /** `CurAddr`: ip:port of a trusted direct path, else null. */
  currentAddress: string | null
  /** `PeerRelay`: ip:port:vni:N, else null. */
  peerRelay: string | null
  /** `Relay`: code of the peer's home DERP region; set for direct and idle peers too. */
  homeRegionCode: string | null
  rxBytes: number
  txBytes: number
  lastWrite: Date | null
  lastHandshake: Date | null
  /** WireGuard-only peers (Mullvad) have neither DERP nor disco. */
  wireguardOnly: boolean
}

/** `tailscale status --json`, normalised. */
export interface StatusReading {
  version: string
  /** NoState, NeedsLogin, NeedsMachineAuth, Stopped, Starting, Running. */
  backendState: string
  userspace: boolean
  self: {
    device: DeviceId
    hostName: string
    dnsName: string
    tailscaleIps: string[]
    online: boolean
    homeRegionCode: string | null
    /** Own endpoints, ip:port, kinds not told apart. */
    endpoints: string[]
  } | null
  health: string[]
  /** True when asked with `--active`: an absent peer is idle, not gone. */
  activeOnly: boolean
  peers: PeerReading[]
  tailnetName: string | null
}

/** Path labels of `tailscaled_{in,out}bound_bytes_total` (wgengine/magicsock/magicsock.go). */
export type PathLabel = 'direct_ipv4' | 'direct_ipv6' | 'derp' | 'peer_relay_ipv4' | 'peer_relay_ipv6'
export type Direction = 'in' | 'out'

/** One cumulative counter by path; bytes and packets since tailscaled started. */
export interface PathCounter {
  path: PathLabel
  direction: Direction
  bytes: number
  packets: number
}

/** Packets that tailscaled dropped, by reason (`tailscaled_{in,out}bound_dropped_packets_total`, util/usermetric). */
export interface Drop {
  direction: Direction
  /** acl, error, multicast, link_local_unicast, too_short, fragment, unknown_protocol. */
  reason: string
  packets: number
}

/** User metrics of one tailscaled (KB 1482). */
export interface MetricsReading {
  counters: PathCounter[]
  drops: Drop[]
  homeRegion: DerpRegionId | null
  healthWarnings: number | null
}

/** `NetInfo{…}` of the log, or netcheck, or the API: what the client knows of its own NAT. */
export interface NetInfo {
  source: 'log' | 'netcheck' | 'api'
  at: Date | null
  /** Endpoint-dependent mapping on IPv4 ("hard NAT", RFC 4787 §4.1). */
  mappingVaries: Tri
  udp: Tri
  ipv6: Tri
  upnp: Tri
  pmp: Tri
  pcp: Tri
  homeRegion: DerpRegionId | null
  /** Distinct public ip:port seen by STUN servers; netcheck only, else empty. */
  globalV4: string[]
  globalV6: string[]
  /** Milliseconds by region; empty where never measured. */
  latencyMs: { region: DerpRegionId; ms: number }[]
}

export type EndpointKind = 'local' | 'stun' | 'portmap' | 'stun4localport' | 'explicitconf' | 'untyped'
/** An address at which tailscaled says it may be reached (`magicsock: endpoints changed`, or the API without kinds). */
export interface Endpoint {
  address: string
  port: number
  kind: EndpointKind
}

/** What one look into a pod brought: every part may be missing on its own. */
export interface TailscaledReading {
  at: Date
  status: StatusReading | null
  metrics: MetricsReading | null
  netInfo: NetInfo | null
  endpoints: Endpoint[] | null
}
