import type { Sibling } from '#lib/diagnose/input.ts'
import type { ClusterFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import type { Device } from '#lib/tailnet/device.ts'
import { podFinder } from './podFinder.ts'

/** Of several devices of one pod the one that is connected; an ephemeral pod leaves its old devices behind. */
function theOne(devices: Device[]): Device | null {
  const [first, ...others] = devices
  if (first && others.length === 0) return first
  const [online, ...more] = devices.filter(device => device.online === 'yes')
  return online && more.length === 0 ? online : null
}

/** The other tailscale pods of all clusters, each with its device where exactly one fits. */
export function siblingsOf(
  subject: PodFacts | null,
  clusters: readonly ClusterFacts[],
  devices: readonly Device[],
): Sibling[] {
  const find = podFinder(clusters)
  const matched = devices.flatMap(device => {
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
    .map(pod => ({ pod, device: theOne((byPod.get(pod) ?? []).map(each => each.device)), netInfo: null }))
}
