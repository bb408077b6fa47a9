import { findObject } from '../cluster/findObject.ts'
import type { PodSide } from '../side/podChain.ts'

/** Another tailscale pod on the node that has the same fixed port, behind Cilium's BPF masquerade; null where none. */
export function snatCollision({ place }: PodSide): string | null {
  const { pod, cluster } = place
  if (pod.fixedPort === null || pod.nodeName === null) return null
  if (findObject(cluster, 'ConfigMap', 'cilium-config')?.data['enable-bpf-masquerade'] !== 'true') return null
  const other = cluster.pods.find(
    each =>
      each.uid !== pod.uid &&
      each.nodeName === pod.nodeName &&
      each.fixedPort === pod.fixedPort &&
      !each.hostNetwork,
  )
  return other?.name ?? null
}
