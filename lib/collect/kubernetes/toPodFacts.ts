import type { PodFacts } from '#lib/tailnet/cluster.ts'
import { type ClusterId, podUid, targetId } from '#lib/tailnet/ids.ts'
import { fixedPort } from './fixedPort.ts'
import { memoryBytes } from './memoryBytes.ts'
import { type FindObject, podOrdinal, podWorkload } from './podWorkload.ts'
import { socketPath } from './socketPath.ts'
import { tailscaleContainer } from './tailscaleContainer.ts'
import type { WirePod } from './wirePod.ts'

/** The parent that the operator made a proxy for; without a namespace for what is cluster-scoped. */
function parentOf(labels: Record<string, string>): PodFacts['parent'] {
  const name = labels['tailscale.com/parent-resource']
  const type = labels['tailscale.com/parent-resource-type']
  if (!name || !type) return null
  return { type, namespace: labels['tailscale.com/parent-resource-ns'] || null, name }
}

function podIps(status: WirePod['status']): string[] {
  const ips = status?.podIPs.map(({ ip }) => ip) ?? []
  return ips.length === 0 && status?.podIP ? [status.podIP] : ips
}

/** A pod that runs tailscale, or null: see `tailscaleContainer`. A pod without a UID or namespace is none either. */
export function toPodFacts(pod: WirePod, cluster: ClusterId, find: FindObject): PodFacts | null {
  const found = tailscaleContainer(pod)
  const { uid, namespace, name, labels, annotations } = pod.metadata
  if (!found || !uid || !namespace) return null
  const { container } = found
  const { spec, status } = pod
  const workload = podWorkload(pod, find)
  const ordinal = podOrdinal(pod, workload)
  const statuses = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])]
  return {
    uid: podUid(uid),
    target: targetId({ cluster, namespace, kind: workload.kind, name: workload.name, ordinal }),
    cluster,
    namespace,
    name,
    workload,
    parent: parentOf(labels),
    nodeName: spec.nodeName,
    podIps: podIps(status),
    hostIp: status?.hostIP ?? null,
    hostNetwork: spec.hostNetwork,
    labels,
    annotations,
    phase: status?.phase || 'Unknown',
    startedAt: status?.startTime ?? null,
    container: {
      name: container.name,
      image: container.image,
      args: container.args,
      env: container.env,
      ports: container.ports,
      memoryLimitBytes: memoryBytes(container.resources?.limits?.memory),
    },
    hasCli: found.runs !== 'tsnet',
    socket: socketPath(found),
    fixedPort: fixedPort(found),
    restarts: statuses.find(each => each.name === container.name)?.restartCount ?? 0,
  }
}
