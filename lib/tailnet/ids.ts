declare const brand: unique symbol
type Brand<T, Name extends string> = T & { readonly [brand]: Name }

/** UID of the namespace kube-system: survives a renamed context. */
export type ClusterId = Brand<string, 'ClusterId'>
export type PodUid = Brand<string, 'PodUid'>
/** `nodeId` of the Tailscale API, `Self.ID` of status, `device_id` of the state Secret. */
export type DeviceId = Brand<string, 'DeviceId'>
/** Number of a DERP region, as in netcheck, NetInfo and metrics. */
export type DerpRegionId = Brand<number, 'DerpRegionId'>
/** Workload (and ordinal): outlives its pods. See `targetId`. */
export type TargetId = Brand<string, 'TargetId'>

export const clusterId = (uid: string) => uid as ClusterId
export const podUid = (uid: string) => uid as PodUid
export const deviceId = (nodeId: string) => nodeId as DeviceId
export const derpRegionId = (id: number) => id as DerpRegionId

/** Where a target lives: `ordinal` is null for all but StatefulSets. */
export interface TargetKey {
  cluster: ClusterId
  namespace: string
  kind: string
  name: string
  ordinal: number | null
}

/** The target's id as text, the same for every pod that ever fills it. */
export function targetId(key: TargetKey): TargetId {
  const ordinal = key.ordinal === null ? '' : `/${key.ordinal}`
  return `${key.cluster}/${key.namespace}/${key.kind}/${key.name}${ordinal}` as TargetId
}
