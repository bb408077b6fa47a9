import type { ClusterFacts } from '#lib/tailnet/cluster.ts'

/** Made by the API server itself. */
const bornNamespaces = ['default', 'kube-node-lease', 'kube-public']

/**
 * Facts without what each API server gives out by itself: UIDs, its own namespaces, who wrote an object, and the order of
 * objects. What remains must be the same for the same objects.
 */
export function likeFacts(all: ClusterFacts): unknown {
  const facts = {
    ...all,
    objects: all.objects
      .filter(({ kind, name }) => kind !== 'Namespace' || !bornNamespaces.includes(name))
      .map(object => ({ ...object, managers: [] })),
  }
  const uids = new Map<string, string>([[facts.id, 'cluster']])
  for (const pod of facts.pods) uids.set(pod.uid, `pod ${pod.namespace}/${pod.name}`)
  for (const object of facts.objects)
    uids.set(object.uid, `${object.kind} ${object.namespace}/${object.name}`)
  const named = JSON.stringify(facts, (_, value) => (value === undefined ? null : value)).replace(
    /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g,
    uid => uids.get(uid) ?? 'another',
  )
  return sorted(JSON.parse(named))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(sorted)
    const isOfObjects = items.some(item => typeof item === 'object')
    return isOfObjects ? items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  )
}
