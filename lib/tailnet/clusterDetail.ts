import type { ClusterFacts } from './cluster.ts'
import type { PolicyFacts } from './device.ts'
import type { ClusterId } from './ids.ts'

/** How many targets of a cluster each tier tells something of. */
export interface TierReach {
  /** All that live. */
  targets: number
  /** T0: matched to a device of the tailnet. */
  devices: number
  /** T2 and T3: counters read in the last quarter of an hour. */
  metrics: number
  /** T3: what their log says of their NAT. */
  logs: number
  /** T4: status read by exec in the last hour, the slow sweep included. */
  status: number
  /** A sidecar, DaemonSet or host told of it in the last quarter of an hour. */
  push: number
}

/** All that is held of one cluster. */
export interface ClusterDetail {
  id: ClusterId
  name: string
  /** Null before its objects were read, or where it is known by push alone. */
  facts: ClusterFacts | null
  detected: { cni: string | null; distro: string | null; cloud: string | null }
  firstSeen: Date
  lastSeen: Date
  /** The tailnet's policy file; null where it may not be read. */
  policy: PolicyFacts | null
  reach: TierReach
}
