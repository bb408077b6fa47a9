import type { Sibling } from '#lib/diagnose/input.ts'
import type { ClusterFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import type { Device } from '#lib/tailnet/device.ts'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import type { PeerReading } from '#lib/tailnet/reading.ts'
import { podFinder } from './podFinder.ts'

/** Of several devices of one pod the one that is connected; an ephemeral pod leaves its old devices behind. */
function theOne(devices: Device[]): Device | null {
  const [first, ...others] = devices
  if (first && others.length === 0) return first
  const [online, ...more] = devices.filter(device => device.online === 'yes')
  return online && more.length === 0 ? online : null
}

/**
 * The other tailscale pods of all clusters, each with its device where exactly one fits: by the device list, or where
 * that was not given by the names of the status's peers.
 */
export function siblingsOf(
  subject: PodFacts | null,
  clusters: readonly ClusterFacts[],
  devices: readonly Device[] | null,
  peers: readonly PeerReading[],
): Sibling[] {
  const find = podFinder(clusters)
  const peerIds = devices ? new Map<PodFacts, DeviceId>() : peersByPod(peers, find)
  const matched = (devices ?? []).flatMap(device => {
    const { found } = find({
      hostName: device.hostname,
      dnsName: device.name,
      endpoints: device.connectivity?.endpoints ?? [],
    })
    return found ? [{ pod: found.pod, device }] : []
  })
  const byPod = Map.groupBy(matched, each => each.pod)
  return clusters
    .flatMap(cluster => cluster.pods)
    .filter(pod => pod !== subject)
    .map(pod => {
      const device = theOne((byPod.get(pod) ?? []).map(each => each.device))
      return { pod, deviceId: device?.id ?? peerIds.get(pod) ?? null, device, netInfo: null }
    })
}

/** Of pods that exactly one peer of the status fits: without a device list the only word of who is which pod. */
function peersByPod(
  peers: readonly PeerReading[],
  find: ReturnType<typeof podFinder>,
): Map<PodFacts, DeviceId> {
  const matched = peers.flatMap(({ device, hostName, dnsName }) => {
    const { found } = find({ hostName, dnsName, endpoints: [] })
    return found ? [{ pod: found.pod, device }] : []
  })
  const byPod = Map.groupBy(matched, each => each.pod)
  return new Map(
    [...byPod].flatMap(([pod, [only, ...others]]) =>
      only && others.length === 0 ? [[pod, only.device]] : [],
    ),
  )
}
