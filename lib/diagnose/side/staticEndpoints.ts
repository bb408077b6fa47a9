import type { KeptObject } from '#lib/tailnet/cluster.ts'
import { findObject } from '../cluster/findObject.ts'
import { records } from '../policy/records.ts'
import type { Place } from '../snat/snat.ts'
import type { Measured } from './measured.ts'

/** A static endpoint of a pod, and what makes it more than a wish. */
export interface StaticEndpoints {
  endpoints: string[]
  /** The ProxyGroup whose status lists them, or null where the log or the environment does. */
  group: KeptObject | null
}

const isText = (value: unknown): value is string => typeof value === 'string'

/** Status `devices[].staticEndpoints` of a ProxyGroup (v1alpha1 TailnetDevice). */
function listedBy(group: KeptObject): string[] {
  return records(group.status.devices).flatMap(({ staticEndpoints }) =>
    Array.isArray(staticEndpoints) ? staticEndpoints.filter(isText) : [],
  )
}

/** The operator names a replica's NodePort Service after its pod (proxygroup_specs.go). */
function nodePortOf({ cluster, pod }: Place): number | null {
  const service = findObject(cluster, 'Service', `${pod.name}-nodeport`)
  const udp = records(service?.spec.ports).find(({ protocol }) => protocol === 'UDP')
  return typeof udp?.nodePort === 'number' ? udp.nodePort : null
}

/** The ProxyGroup that a pod is a replica of; null for other pods. */
export function proxyGroupOf({ cluster, pod }: Place): KeptObject | null {
  if (pod.parent?.type.toLowerCase() !== 'proxygroup') return null
  return findObject(cluster, 'ProxyGroup', pod.parent.name)
}

/**
 * The static endpoints of a pod: as the log types them, as `TS_DEBUG_PRETENDPOINT` gives them, or those of its
 * ProxyGroup that lead to its own NodePort. Null where it has none.
 */
export function staticEndpoints(place: Place | null, measured: Measured): StaticEndpoints | null {
  const group = place && proxyGroupOf(place)
  const logged = measured.statics.map(({ address, port }) => `${address}:${port}`)
  if (logged.length > 0) return { endpoints: logged, group }
  if (!place) return null
  const pretended = place.pod.container.env.find(({ name }) => name === 'TS_DEBUG_PRETENDPOINT')?.value
  if (pretended) return { endpoints: pretended.split(',').map(each => each.trim()), group: null }
  const nodePort = nodePortOf(place)
  const listed =
    group && nodePort !== null ? listedBy(group).filter(each => each.endsWith(`:${nodePort}`)) : []
  return listed.length > 0 ? { endpoints: listed, group } : null
}
