import type { Sibling } from '#lib/diagnose/input.ts'
import type { ClusterFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import type { Device } from '#lib/tailnet/device.ts'
import type { WhoIsWho } from './whoIsWho.ts'

/** The other tailscale pods of all clusters, each with its device where exactly one fits. */
export function siblingsOf(
  subject: PodFacts | null,
  clusters: readonly ClusterFacts[],
  devices: readonly Device[] | null,
  who: Pick<WhoIsWho, 'of'>,
): Sibling[] {
  const byId = new Map((devices ?? []).map(device => [device.id, device]))
  return clusters
    .flatMap(cluster => cluster.pods)
    .filter(pod => pod !== subject)
    .map(pod => {
      const deviceId = who.of(pod)
      return { pod, deviceId, device: (deviceId && byId.get(deviceId)) ?? null, netInfo: null }
    })
}
