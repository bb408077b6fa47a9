import type { ClusterFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import type { ClusterId } from '#lib/tailnet/ids.ts'
import { hostPorts } from './hostPorts.ts'
import { isKept, objectKey } from './isKept.ts'
import { toDaemonSetFacts } from './toDaemonSetFacts.ts'
import { restOf, toKeptObject } from './toKeptObject.ts'
import { toNodeFacts } from './toNodeFacts.ts'
import { toPodFacts } from './toPodFacts.ts'
import { type WireObject, wireObject } from './wireObject.ts'
import { wirePod } from './wirePod.ts'

/** An object and what it is called by; the wire value is read again by the schema of its kind. */
interface Named {
  object: WireObject
  raw: unknown
}

/** Readable objects by kind, namespace and name; of two with one name the later counts. */
function byKey(objects: readonly unknown[]): Map<string, Named> {
  const named = new Map<string, Named>()
  for (const raw of objects) {
    const read = wireObject.safeParse(raw)
    if (!read.success) continue
    const { kind, metadata } = read.data
    named.set(objectKey({ kind, ...metadata }), { object: read.data, raw })
  }
  return named
}

const parentKinds: Record<string, string> = { svc: 'Service', ingress: 'Ingress' }

/** Workloads and parents of tailscale pods, by their keys. */
function belongings(pods: readonly PodFacts[]): Set<string> {
  return new Set(
    pods.flatMap(({ workload, parent }) => {
      const kind = parent && parentKinds[parent.type]
      return [objectKey(workload), ...(parent && kind ? [objectKey({ kind, ...parent })] : [])]
    }),
  )
}

/**
 * What tailpath knows of a cluster, from its objects as they came: from informers or any `kubectl get -o json`
 * list, each with `apiVersion` and `kind`. An object of another shape is left out, never fatal. Values of
 * credentials are not read, even where they stand openly.
 */
export function toClusterFacts(parts: {
  id: ClusterId
  name: string
  objects: readonly unknown[]
  unseen: ClusterFacts['unseen']
}): ClusterFacts {
  const named = byKey(parts.objects)
  const all = [...named.values()]
  const find = (kind: string, namespace: string | null, name: string) =>
    named.get(objectKey({ kind, namespace, name }))?.object ?? null
  const wirePods = all.flatMap(({ object, raw }) => {
    const read = object.kind === 'Pod' ? wirePod.safeParse(raw) : null
    return read?.success ? [read.data] : []
  })
  const pods = wirePods.flatMap(pod => toPodFacts(pod, parts.id, find) ?? [])
  const ofTailscalePods = belongings(pods)
  return {
    id: parts.id,
    name: parts.name,
    nodes: all.flatMap(({ raw }) => toNodeFacts(raw) ?? []),
    pods,
    hostPortsInUse: wirePods.flatMap(hostPorts),
    daemonSets: all.flatMap(({ raw }) => toDaemonSetFacts(raw) ?? []),
    objects: all.flatMap(({ object, raw }) => {
      const rest = restOf(raw)
      return isKept(object, rest.spec, ofTailscalePods) ? [toKeptObject(object, rest)] : []
    }),
    unseen: parts.unseen,
  }
}
