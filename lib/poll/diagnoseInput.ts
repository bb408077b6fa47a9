import type { DiagnoseInput, Sibling } from '#lib/diagnose/input.ts'
import type { LinkStanding } from '#lib/tailnet/standing.ts'
import type { ClusterWatch } from './clusterWatch.ts'
import type { Tailnet } from './devicesJob.ts'
import type { PodMemory } from './podMemory.ts'

/** All that the collector knows and diagnosis may look at, for one pod. */
export function diagnoseInput(parts: {
  watch: Pick<ClusterWatch, 'facts'>
  memory: PodMemory
  clusters: readonly ClusterWatch[]
  tailnet: Tailnet
  /** See `allPods`. */
  pods: readonly Sibling[]
  /** Of the pod's target; those of an older pod's device are left out. */
  links: readonly LinkStanding[]
}): DiagnoseInput {
  const { watch, memory, clusters, tailnet, pods, links } = parts
  const { facts, status } = memory
  const deviceId = memory.match?.device ?? null
  const device = tailnet.devices.find(each => each.id === deviceId) ?? null
  return {
    target: facts.target,
    deviceId,
    pod: facts,
    cluster: watch.facts,
    own: {
      device,
      netInfos: memory.netInfo ? [memory.netInfo] : [],
      endpoints: memory.endpoints ?? [],
      backendState: status?.backendState ?? null,
      health: status?.health ?? [],
    },
    devices: tailnet.devicesRead ? tailnet.devices : null,
    siblings: pods,
    otherClusters: clusters.flatMap(each => (each !== watch && each.facts ? [each.facts] : [])),
    peers: [...memory.peers.values()],
    links: links
      .filter(link => link.pod === facts.uid)
      .map(({ peer, peerName, path, since }) => ({
        peer,
        peerName,
        path,
        since,
        samples: Math.max(1, memory.goodLooks.filter(at => at >= since).length),
      })),
    pings: [],
    metrics: memory.counters,
    derpMap: tailnet.derpMap,
    policy: tailnet.policy,
  }
}

/** Every pod with its device, for all of a pass. */
export function allPods(clusters: readonly ClusterWatch[], tailnet: Tailnet): Sibling[] {
  const devices = new Map(tailnet.devices.map(device => [device.id, device]))
  return clusters.flatMap(watch =>
    [...watch.memories.values()].map(memory => {
      const deviceId = memory.match?.device ?? null
      return {
        pod: memory.facts,
        deviceId,
        device: (deviceId && devices.get(deviceId)) ?? null,
        netInfo: memory.netInfo,
      }
    }),
  )
}
