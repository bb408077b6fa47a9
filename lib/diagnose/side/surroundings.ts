import type { ClusterFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import type { Device } from '#lib/tailnet/device.ts'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import { clusterIndex } from '../cluster/clusterIndex.ts'
import { clusterTraits } from '../cluster/clusterTraits.ts'
import type { DiagnoseInput } from '../input.ts'
import type { Place } from '../snat/snat.ts'
import { type Measured, nothingMeasured } from './measured.ts'
import { siblingIndex, siblingMeasured } from './siblingIndex.ts'
import { type TailnetIndex, tailnetIndex } from './tailnetIndex.ts'

/** Who stands where, for the subject and its peers alike. */
export interface Surroundings {
  index: TailnetIndex
  clusters: readonly ClusterFacts[]
  /** The pod that a device is, in any watched cluster. `device` is null where the API does not list it. */
  podOf(id: DeviceId, device: Device | null): PodFacts | null
  placeOf(pod: PodFacts): Place | null
  /** What a peer is known to have measured: its own log where it is a watched pod, else the API. */
  measuredOf(id: DeviceId, device: Device | null): Measured
  /** A device that meets no CNI on its way out: a host, or a pod on the host's network. */
  isHost(device: Device): boolean
}

/** Looks devices up in what is known of pods and clusters. */
export function surroundingsOf(input: DiagnoseInput): Surroundings {
  const index = tailnetIndex(input.devices)
  const clusters = [...(input.cluster ? [input.cluster] : []), ...input.otherClusters]
  const byCluster = new Map(clusters.map(facts => [facts.id, facts]))
  const siblings = siblingIndex(input.siblings)
  const own = input.cluster && clusterIndex(input.cluster)

  /** A pod of the subject's own cluster at one of the device's addresses, where only one can be meant. */
  function podAtAddress(device: Device): PodFacts | null {
    if (!own) return null
    const { localAddresses, localPort } = index.measured(device)
    const there = localAddresses.flatMap(address => own.podsByAddress.get(address) ?? [])
    const free = there.filter(pod => pod.uid !== input.pod?.uid && !siblings.matched.has(pod.uid))
    const fitting =
      free.length > 1 ? free.filter(pod => pod.fixedPort !== null && pod.fixedPort === localPort) : free
    return fitting.length === 1 ? (fitting[0] ?? null) : null
  }

  function podOf(id: DeviceId, device: Device | null): PodFacts | null {
    if (id === input.deviceId) return input.pod
    return siblings.byDevice.get(id)?.pod ?? (device && podAtAddress(device))
  }

  function placeOf(pod: PodFacts): Place | null {
    const cluster = byCluster.get(pod.cluster)
    if (!cluster) return null
    const node = pod.nodeName === null ? null : (clusterIndex(cluster).nodeByName.get(pod.nodeName) ?? null)
    return { pod, cluster, node, traits: clusterTraits(cluster, node) }
  }

  return {
    index,
    clusters,
    podOf,
    placeOf,
    measuredOf(id, device) {
      const sibling = siblings.byDevice.get(id)
      if (sibling && (sibling.netInfo || !device)) return siblingMeasured(sibling)
      return device ? index.measured(device) : nothingMeasured
    },
    isHost(device) {
      const pod = podOf(device.id, device)
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
