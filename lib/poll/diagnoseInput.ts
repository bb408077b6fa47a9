import type { DiagnoseInput, ObservedFlips, Sibling } from '#lib/diagnose/input.ts'
import type { Flip } from '#lib/tailnet/history.ts'
import type { LinkProbe } from '#lib/tailnet/matrix.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import type { LinkStanding } from '#lib/tailnet/standing.ts'
import type { ClusterWatch } from './clusterWatch.ts'
import { flowOf } from './counterLooks.ts'
import type { Tailnet } from './devicesJob.ts'
import type { PodMemory } from './podMemory.ts'

/** All that the collector knows and diagnosis may look at, for one pod. */
export function diagnoseInput(parts: {
  watch: Pick<ClusterWatch, 'facts' | 'factsAt'>
  memory: PodMemory
  clusters: readonly ClusterWatch[]
  tailnet: Tailnet
  /** See `allPods`. */
  pods: readonly Sibling[]
  /** Of the pod's target; those of an older pod's device are left out. */
  links: readonly LinkStanding[]
  /** Of all targets, over the last minutes. */
  flips: readonly Flip[]
  /** Of all targets, not long ago. */
  pings: readonly LinkProbe[]
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
    pings: parts.pings.flatMap(({ target, peer, via, at, ms }) =>
      target === facts.target ? [{ peer, via, at, ms: median(ms) }] : [],
    ),
    flips: flipsOf(parts, links),
    metrics: memory.counters,
    metricsAt: memory.metricsOkAt,
    drops: memory.looks.at(-1)?.drops ?? null,
    flow: flowOf(memory.looks),
    derpMap: tailnet.derpMap,
    policy: tailnet.policy,
    readAt: readAt(parts),
    settings: tailnet.settings,
  }
}

/** When each source was last read. What counters and logs say has a time of its own. */
function readAt({ watch, memory, tailnet }: Parameters<typeof diagnoseInput>[0]): DiagnoseInput['readAt'] {
  const times = {
    kubernetes: watch.factsAt,
    tailscale_api: tailnet.devicesAt,
    policy: tailnet.policyAt,
    status: memory.goodLooks.at(-1) ?? null,
    log: memory.logReadAt,
    metrics: memory.metricsOkAt,
  }
  return Object.fromEntries(Object.entries(times).filter(([, at]) => at !== null))
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

const isRelay = (kind: PathKind) => kind === 'derp' || kind === 'peer_relay'

/** Changes between direct and a relay, either way, by link. */
function flipsOf(
  { memory, flips }: { memory: PodMemory; flips: readonly Flip[] },
  links: readonly LinkStanding[],
): ObservedFlips[] {
  const own = flips.filter(
    ({ target, from, to }) =>
      target === memory.facts.target &&
      ((from === 'direct' && isRelay(to)) || (isRelay(from) && to === 'direct')),
  )
  const byPeer = Map.groupBy(own, ({ peer }) => peer)
  return links.flatMap(({ peer }) => {
    const times = byPeer.get(peer)?.map(({ at }) => at.getTime()) ?? []
    if (times.length === 0) return []
    return [
      { peer, changes: times.length, from: new Date(Math.min(...times)), to: new Date(Math.max(...times)) },
    ]
  })
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
