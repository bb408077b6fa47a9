import type { ClusterFacts } from '#lib/tailnet/cluster.ts'
import { isMap, listAt, plainMap } from './plain.ts'

/** kube-apiserver --service-node-port-range, default. Allocation by itself begins at the upper end's random part. */
const first = 30000
const last = 32767
/** Looked for from here on, so that the numbers remind of 41641. */
const preferred = 31641

/** NodePorts that Services or ProxyClasses name. */
export function takenNodePorts(cluster: ClusterFacts): Set<number> {
  const taken = new Set<number>()
  for (const object of cluster.objects) {
    const spec = plainMap(object.spec)
    if (object.kind === 'Service')
      for (const port of listAt(spec, 'ports'))
        if (isMap(port) && typeof port.nodePort === 'number') taken.add(port.nodePort)
    if (object.kind === 'ProxyClass')
      for (const range of listAt(spec, 'staticEndpoints', 'nodePort', 'ports')) {
        if (!isMap(range) || typeof range.port !== 'number') continue
        const end = typeof range.endPort === 'number' ? Math.min(range.endPort, last) : range.port
        for (let port = range.port; port <= end; port++) taken.add(port)
      }
  }
  return taken
}

/** A run of free NodePorts, one for each replica; null where there is none. */
export function freeNodePorts(
  cluster: ClusterFacts,
  count: number,
): { port: number; endPort: number } | null {
  const taken = takenNodePorts(cluster)
  const isFree = (start: number) =>
    start + count - 1 <= last &&
    Array.from({ length: count }, (_, step) => start + step).every(port => !taken.has(port))
  for (let start = preferred; start <= last; start++)
    if (isFree(start)) return { port: start, endPort: start + count - 1 }
  for (let start = preferred - 1; start >= first; start--)
    if (isFree(start)) return { port: start, endPort: start + count - 1 }
  return null
}
