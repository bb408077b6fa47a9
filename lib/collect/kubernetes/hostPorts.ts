import type { ClusterFacts } from '#lib/tailnet/cluster.ts'
import { runningContainers } from './runningContainers.ts'
import type { WirePod } from './wirePod.ts'

/** Ports of its node that a pod takes: its hostPorts, and every declared port of a hostNetwork pod. */
export function hostPorts(pod: WirePod): ClusterFacts['hostPortsInUse'] {
  const { nodeName, hostNetwork } = pod.spec
  const phase = pod.status?.phase
  if (!nodeName || phase === 'Succeeded' || phase === 'Failed') return []
  const taken = runningContainers(pod).flatMap(({ ports }) =>
    ports.flatMap(({ hostPort, containerPort, protocol }) => {
      const port = hostPort ?? (hostNetwork ? containerPort : null)
      return port === null ? [] : [{ port, protocol }]
    }),
  )
  const distinct = new Map(taken.map(each => [`${each.port}/${each.protocol}`, each]))
  const { namespace, name } = pod.metadata
  return [...distinct.values()].map(each => ({ nodeName, ...each, pod: `${namespace ?? ''}/${name}` }))
}
