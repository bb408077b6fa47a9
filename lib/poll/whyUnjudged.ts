import type { PodFacts } from '#lib/tailnet/cluster.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import { execRoom } from './execRoom.ts'

/** Why no path can be told of a pod, in words for the screen; null where an exec may tell. */
export function whyUnjudged(
  pod: Pick<PodFacts, 'namespace' | 'hasCli' | 'container'>,
  rights: { switchedOn: boolean; exec: Tri },
): string | null {
  if (!pod.hasCli) return 'its container has no tailscale command'
  if (!rights.switchedOn) return `exec is not switched on for namespace ${pod.namespace}`
  if (rights.exec === 'no') return `no right to exec in namespace ${pod.namespace}`
  const room = execRoom(pod.container.memoryLimitBytes)
  return room.allowed === 'no' ? room.why : null
}
