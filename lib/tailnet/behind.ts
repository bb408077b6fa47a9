import type { ClusterFacts, KeptObject } from './cluster.ts'
import type { ByTraffic } from './history.ts'
import type { DeviceId } from './ids.ts'
import type { TargetPlace } from './standing.ts'

/** A peer that used a target in a window, and whose it is. */
export interface PeerUse {
  peer: DeviceId
  peerName: string
  /** Of the device list; null where the peer is not in it. */
  device: { user: string; tags: string[]; external: boolean } | null
  /** The pod that it is, where it is one's. */
  place: TargetPlace | null
  /** In and out, by path, as the status of the target's pods counted them; null where nothing was counted. */
  bytes: ByTraffic | null
}

/** All that the store holds of who and what stands behind a target. */
export interface Behind {
  /** Services, Ingresses and resources of the operator; null where the cluster's objects were never read. */
  objects:
    | Pick<KeptObject, 'apiVersion' | 'kind' | 'namespace' | 'name' | 'annotations' | 'labels' | 'spec'>[]
    | null
  unseen: ClusterFacts['unseen']
  /** Of the living pods, with their routes; null where no device is known for the pod, or it is not in the list. */
  pods: { name: string; routes: { advertised: string[]; enabled: string[] } | null }[]
  /** The busiest first. */
  peers: PeerUse[]
}
