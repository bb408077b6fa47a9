import { z } from 'zod'
import { failed } from '#lib/collect/failed.ts'
import { listedObjects } from '#lib/collect/kubernetes/listedObjects.ts'
import { toClusterFacts } from '#lib/collect/kubernetes/toClusterFacts.ts'
import type { ClusterFacts } from '#lib/tailnet/cluster.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { clusterId } from '#lib/tailnet/ids.ts'
import type { GivenFile } from './explainFiles.ts'
import { readJson } from './readJson.ts'

const wireIdentity = z.object({
  kind: z.string(),
  metadata: z.object({ name: z.string(), uid: z.string().nullish() }),
  spec: z.looseObject({ nodeName: z.string().nullish() }).nullish(),
})

/** The objects of files that belong to one cluster, and what tells it from another. */
interface Heap {
  names: string[]
  objects: unknown[]
  uid: string | null
  nodes: Set<string>
  kinds: Set<string>
}

function heapOf(name: string, objects: unknown[]): Heap {
  const heap: Heap = { names: [name], objects, uid: null, nodes: new Set(), kinds: new Set() }
  for (const object of objects) {
    const read = wireIdentity.safeParse(object)
    if (!read.success) continue
    const { kind, metadata, spec } = read.data
    heap.kinds.add(kind)
    if (kind === 'Namespace' && metadata.name === 'kube-system') heap.uid = metadata.uid ?? null
    if (kind === 'Node') heap.nodes.add(metadata.name)
    if (kind === 'Pod' && spec?.nodeName) heap.nodes.add(spec.nodeName)
  }
  return heap
}

/** Do two heaps come from one cluster? Known apart by kube-system's UID, known together by a node. */
function isSame(a: Heap, b: Heap): boolean {
  if (a.uid && b.uid) return a.uid === b.uid
  return [...a.nodes].some(node => b.nodes.has(node))
}

function merged(a: Heap, b: Heap): Heap {
  return {
    names: [...a.names, ...b.names],
    objects: [...a.objects, ...b.objects],
    uid: a.uid ?? b.uid,
    nodes: new Set([...a.nodes, ...b.nodes]),
    kinds: new Set([...a.kinds, ...b.kinds]),
  }
}

/** Files of one cluster together. What names neither a node nor a cluster goes to the only one there is. */
function gathered(heaps: Heap[]): Heap[] {
  const placed: Heap[] = []
  const loose: Heap[] = []
  for (const heap of heaps) {
    if (!heap.uid && heap.nodes.size === 0) {
      loose.push(heap)
      continue
    }
    const same = placed.filter(each => isSame(each, heap))
    const rest = placed.filter(each => !same.includes(each))
    placed.splice(0, placed.length, ...rest, same.reduce(merged, heap))
  }
  const [only, ...others] = placed
  if (only && others.length === 0) return [loose.reduce(merged, only)]
  const [first, ...more] = loose
  return first && !only ? [more.reduce(merged, first)] : [...placed, ...loose]
}

/** Kinds that decide causes, and whose absence from the files is "not asked", never "there is none". */
const askedFor = ['Pod', 'Node', 'Service', 'DaemonSet', 'NetworkPolicy', 'ConfigMap', 'PeerRelay']

/** The clusters that the files tell of. A list that was not given is in `unseen`. */
export function clustersFromFiles(files: readonly GivenFile[]): Outcome<ClusterFacts[]> {
  const heaps: Heap[] = []
  for (const file of files) {
    const json = readJson(file, 'cluster')
    if (!json.ok) return json
    const objects = listedObjects(json.value)
    if (!objects.ok) return failed('malformed', `${file.name} is ${objects.failure.detail}`)
    heaps.push(heapOf(file.name, objects.value))
  }
  const clusters = gathered(heaps).map(({ names, objects, uid, kinds }) => {
    const name = names.join(', ')
    const unseen = askedFor
      .filter(kind => !kinds.has(kind))
      .map(kind => ({ kind, why: 'not_asked' as const }))
    return toClusterFacts({ id: clusterId(uid ?? name), name, objects, unseen })
  })
  return { ok: true, value: clusters }
}
