import type { KubeObject } from '../model.ts'
import { labelsMatch } from './kubeShape.ts'

interface PolicySpec {
  podSelector?: { matchLabels?: Record<string, string> }
  policyTypes?: string[]
  egress?: { to?: unknown[]; ports?: { protocol?: string; port?: number | string }[] }[]
}

/** Without `to` an egress rule reaches the internet; without `ports`, or with UDP beyond DNS, tailscaled's packets too. */
function letsUdpOut(rule: NonNullable<PolicySpec['egress']>[number]): boolean {
  if (rule.to && rule.to.length > 0 && !JSON.stringify(rule.to).includes('0.0.0.0/0')) return false
  return !rule.ports || rule.ports.some(port => port.protocol === 'UDP' && port.port !== 53)
}

/** Do the NetworkPolicies of its namespace keep the pod's UDP from the internet? Policies add up what they allow. */
export function isUdpBlocked(pod: KubeObject, objects: readonly KubeObject[]): boolean {
  const policies = objects
    .filter(object => object.kind === 'NetworkPolicy' && object.metadata.namespace === pod.metadata.namespace)
    .map(object => (object.spec ?? {}) as PolicySpec)
    .filter(spec => labelsMatch(spec.podSelector?.matchLabels, pod.metadata.labels ?? {}))
    .filter(spec => spec.policyTypes?.includes('Egress') ?? spec.egress !== undefined)
  return policies.length > 0 && !policies.some(spec => (spec.egress ?? []).some(letsUdpOut))
}
