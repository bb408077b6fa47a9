import type { ClusterFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import type { DerpRegion, Device, PolicyFacts } from '#lib/tailnet/device.ts'
import type { EvidenceSource } from '#lib/tailnet/finding.ts'
import type { DeviceId, TargetId } from '#lib/tailnet/ids.ts'
import type { Path } from '#lib/tailnet/path.ts'
import type { Drop, Endpoint, NetInfo, PathCounter } from '#lib/tailnet/reading.ts'
import type { TailnetSettings } from '#lib/tailnet/tailnetSettings.ts'

/** What a tailscaled says of itself, gathered from status, log, netcheck and the API; newest first. */
export interface OwnFacts {
  /** Null where the pod was matched to no device. */
  device: Device | null
  /** What the client measured of its own NAT, any source; an empty list is "never measured". */
  netInfos: readonly NetInfo[]
  /** Own endpoints with their kinds (log) or untyped (status, API). Empty where unknown. */
  endpoints: readonly Endpoint[]
  /** `BackendState` of status, null where status was not read. */
  backendState: string | null
  /** `Health` of status. */
  health: readonly string[]
}

/** A link as last seen by the subject. Never read for `expected`. */
export interface ObservedLink {
  peer: DeviceId
  peerName: string
  path: Path
  /** When the present path began; null where only one sample is known. */
  since: Date | null
  /** Samples in a row that said this path; 1 in a single look. */
  samples: number
}

/** A way that `tailscale ping` found; times in milliseconds. Never read for `expected`. */
export interface ObservedPing {
  peer: DeviceId
  via: 'direct' | 'derp' | 'peer_relay'
  ms: number
  at: Date | null
}

/** How often a link changed its path of late. Never read for `expected`. */
export interface ObservedFlips {
  peer: DeviceId
  /** Between direct and a relay, either way, pauses left out. */
  changes: number
  from: Date
  to: Date
}

/** What the counters did between looks that followed one another, over the last minutes. Never read for `expected`. */
export interface ObservedFlow {
  from: Date
  to: Date
  /** Mbit/s through DERP, in or out, whichever was more, of each stretch between two looks; oldest first. */
  derpMbits: readonly number[]
  /** Packets dropped within that time. */
  drops: readonly Drop[]
}

/** A tailscale pod of any watched cluster and its device, where matched. */
export interface Sibling {
  pod: PodFacts
  /** Null where it was matched to none. A pod that was looked into names it, whether or not the API was read. */
  deviceId: DeviceId | null
  /** As the API lists it; null where the API was not read, or does not list it. */
  device: Device | null
  netInfo: NetInfo | null
}

/** A peer as the subject's own status names it: exists where the API's device list was not read. */
export interface KnownPeer {
  device: DeviceId
  hostName: string
  tailscaleIps: readonly string[]
  tags: readonly string[]
  wireguardOnly: boolean
  expired: boolean
}

/**
 * All that diagnosis may look at. Every part may be missing: null and empty mean "not known", never "no".
 * Fewer facts lower certainty; nothing is guessed from an absence.
 */
export interface DiagnoseInput {
  target: TargetId
  /** The device's id where it is known at all (status or the API). */
  deviceId: DeviceId | null
  pod: PodFacts | null
  /** The subject's cluster. */
  cluster: ClusterFacts | null
  own: OwnFacts
  /** All devices of the tailnet (`fields=all`), the subject's among them; null where the API was not read. */
  devices: readonly Device[] | null
  /** The subject's own pod may be among them, so that all of a pass can share one list. */
  siblings: readonly Sibling[]
  /** Other clusters' facts, for peers that are pods there. */
  otherClusters: readonly ClusterFacts[]
  peers: readonly KnownPeer[]
  links: readonly ObservedLink[]
  pings: readonly ObservedPing[]
  /** Of links whose history is kept; one that is not in it did not change, or nobody watched it. */
  flips: readonly ObservedFlips[]
  /** Counters since tailscaled started; null where metrics were not read. */
  metrics: readonly PathCounter[] | null
  /** When they were read; null where that is not known. */
  metricsAt: Date | null
  /** Packets dropped since tailscaled started; null where metrics were not read. */
  drops: readonly Drop[] | null
  /** Null where the counters were not read often enough to tell. */
  flow: ObservedFlow | null
  derpMap: readonly DerpRegion[]
  policy: PolicyFacts | null
  /** When each source was last read; left out where it was not, or nobody knows when. */
  readAt: Partial<Record<EvidenceSource, Date>>
  /** Null where no scope shows them. */
  settings: TailnetSettings | null
}

/** An input that knows nothing but whom it is about; fill in what is known. */
export function emptyInput(target: TargetId): DiagnoseInput {
  return {
    target,
    deviceId: null,
    pod: null,
    cluster: null,
    own: { device: null, netInfos: [], endpoints: [], backendState: null, health: [] },
    devices: null,
    siblings: [],
    otherClusters: [],
    peers: [],
    links: [],
    pings: [],
    flips: [],
    metrics: null,
    metricsAt: null,
    drops: null,
    flow: null,
    derpMap: [],
    policy: null,
    readAt: {},
    settings: null,
  }
}
