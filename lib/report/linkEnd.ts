import type { LinkEnd } from '#lib/diagnose/triggers.ts'
import type { DeviceEnd } from '#lib/tailnet/reach.ts'

/** A device as an end that things happen to: with its workload and its cluster where it is a pod's. */
export const linkEnd = ({ id, pod }: Pick<DeviceEnd, 'id' | 'pod'>): LinkEnd => ({
  target: pod?.place.id ?? null,
  cluster: pod?.place.cluster.id ?? null,
  device: id,
})
