import type { ClusterFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import type { Device } from '#lib/tailnet/device.ts'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import type { NetInfo } from '#lib/tailnet/reading.ts'
import { clusterIndex } from '../cluster/clusterIndex.ts'
import { clusterTraits } from '../cluster/clusterTraits.ts'
import type { DiagnoseInput, Sibling } from '../input.ts'
import type { Place } from '../snat/snat.ts'
import { type Measured, measuredOf } from './measured.ts'
import { type TailnetIndex, tailnetIndex } from './tailnetIndex.ts'

/** Who stands where, for the subject and its peers alike. */
export interface Surroundings {
  index: TailnetIndex
  clusters: readonly ClusterFacts[]
  /** The pod that a device is, in any watched cluster. */
  podOf(device: Device): PodFacts | null
  placeOf(pod: PodFacts): Place | null
  /** What a peer is known to have measured: its own log where it is a watched pod, else the API. */
  measuredOf(device: Device): Measured
  /** A device that meets no CNI on its way out: a host, or a pod on the host's network. */
  isHost(device: Device): boolean
}

/** Looks devices up in what is known of pods and clusters. */
export function surroundingsOf(input: DiagnoseInput): Surroundings {
  const index = tailnetIndex(input.devices)
  const clusters = [...(input.cluster ? [input.cluster] : []), ...input.otherClusters]
  const byCluster = new Map(clusters.map(facts => [facts.id, facts]))
  const siblings = new Map<DeviceId, Sibling>()
  const taken = new Set<string>(input.pod ? [input.pod.uid] : [])
  for (const sibling of input.siblings) {
    if (!sibling.device) continue
    siblings.set(sibling.device.id, sibling)
    taken.add(sibling.pod.uid)
  }
  const own = input.cluster && clusterIndex(input.cluster)

  /** A pod of the subject's own cluster at one of the device's addresses, where only one can be meant. */
  function podAtAddress(device: Device): PodFacts | null {
    if (!own || device.id === input.deviceId) return null
    const { localAddresses, localPort } = index.measured(device)
    const there = localAddresses.flatMap(address => own.podsByAddress.get(address) ?? [])
    const free = there.filter(pod => !taken.has(pod.uid))
    const fitting =
      free.length > 1 ? free.filter(pod => pod.fixedPort !== null && pod.fixedPort === localPort) : free
    return fitting.length === 1 ? (fitting[0] ?? null) : null
  }

  function podOf(device: Device): PodFacts | null {
    if (device.id === input.deviceId) return input.pod
    return siblings.get(device.id)?.pod ?? podAtAddress(device)
  }

  function placeOf(pod: PodFacts): Place | null {
    const cluster = byCluster.get(pod.cluster)
    if (!cluster) return null
    const node = pod.nodeName === null ? null : (clusterIndex(cluster).nodeByName.get(pod.nodeName) ?? null)
    return { pod, cluster, node, traits: clusterTraits(cluster) }
  }

  return {
    index,
    clusters,
    podOf,
    placeOf,
    measuredOf(device) {
      const netInfo: NetInfo | null = siblings.get(device.id)?.netInfo ?? null
      return netInfo ? measuredOf([netInfo], [], device.connectivity) : index.measured(device)
    },
    isHost(device) {
      const pod = podOf(device)
      if (pod) return pod.hostNetwork
      if (device.os !== '' && device.os !== 'linux') return true
      return index
        .measured(device)
        .localAddresses.some(address =>
          clusters.some(facts => clusterIndex(facts).nodeByAddress.has(address)),
        )
    },
  }
}
