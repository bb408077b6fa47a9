import type { WireContainer } from './wireContainer.ts'
import type { WirePod } from './wirePod.ts'

/** The containers that run as long as the pod: its own, and init containers kept up as sidecars (KEP-753). */
export function runningContainers(pod: WirePod): WireContainer[] {
  const sidecars = pod.spec.initContainers.filter(container => container.restartPolicy === 'Always')
  return [...pod.spec.containers, ...sidecars]
}
