import type { DeviceId } from './ids.ts'
import type { Tri } from './tri.ts'

/** `clientConnectivity` of the Tailscale API: eligibility for a direct path, never the path itself. */
export interface Connectivity {
  endpoints: { address: string; port: number }[]
  /** "no" only with `clientSupports.udp: true` and a measured latency; a bare false on the wire is "unknown". */
  mappingVaries: Tri
  udp: Tri
  ipv6: Tri
  upnp: Tri
  pmp: Tri
  pcp: Tri
  /** Milliseconds by DERP region name. */
  latency: { regionName: string; ms: number; preferred: boolean }[]
}

/** A device of the tailnet as the control plane lists it (`GET /tailnet/{tailnet}/devices?fields=all`). */
export interface Device {
  id: DeviceId
  /** MagicDNS name without a trailing dot. */
  name: string
  hostname: string
  addresses: string[]
  os: string
  clientVersion: string
  user: string
  tags: string[]
  /** Connected to control; "unknown" where the control plane does not say. */
  online: Tri
  lastSeen: Date | null
  created: Date | null
  expires: Date | null
  external: boolean
  ephemeral: boolean
  blocksIncoming: boolean
  /** Two machines with one node key. */
  cloned: boolean
  advertisedRoutes: string[]
  enabledRoutes: string[]
  connectivity: Connectivity | null
}

/** One DERP region with its three spellings (tailcfg/derpmap.go). */
export interface DerpRegion {
  id: number
  code: string
  name: string
}

/** The parts of the policy file that decide paths. Null where the scope does not allow to read it. */
export interface PolicyFacts {
  randomizeClientPort: boolean
  /** A grant of `tailscale.com/cap/relay` exists. */
  relayGrants: { src: string[]; dst: string[] }[]
  nodeAttrs: { target: string[]; attr: string[] }[]
}
