import type { KeptObject, PodFacts } from '#lib/tailnet/cluster.ts'
import { records } from './records.ts'

/** Cilium writes label sources into keys: `k8s:app`, `any:app`. */
const bare = (key: string) => key.replace(/^(k8s|any):/, '')

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

function holds({ key, operator, values }: Record<string, unknown>, labels: Record<string, string>): boolean {
  const value = labels[bare(String(key))]
  const listed: unknown[] = Array.isArray(values) ? values : []
  switch (operator) {
    case 'In':
      return value !== undefined && listed.includes(value)
    case 'NotIn':
      return value === undefined || !listed.includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
    default:
      return false
  }
}

function matches(selector: Record<string, unknown>, labels: Record<string, string>): boolean {
  const equal = isMap(selector.matchLabels) ? Object.entries(selector.matchLabels) : []
  return (
    equal.every(([key, value]) => labels[bare(key)] === value) &&
    records(selector.matchExpressions).every(expression => holds(expression, labels))
  )
}

/** Does a NetworkPolicy, or one of Cilium's, select the pod? An empty selector selects all of the namespace. */
export function selects(policy: KeptObject, pod: PodFacts): boolean {
  const isClusterwide = policy.kind === 'CiliumClusterwideNetworkPolicy'
  if (!isClusterwide && policy.namespace !== pod.namespace) return false
  const selector = policy.spec.podSelector ?? policy.spec.endpointSelector
  // The API server lets no NetworkPolicy without a selector in; Cilium's may have a nodeSelector instead.
  if (!isMap(selector)) return policy.kind === 'NetworkPolicy'
  const labels = policy.kind.startsWith('Cilium')
    ? { ...pod.labels, 'io.kubernetes.pod.namespace': pod.namespace }
    : pod.labels
  return matches(selector, labels)
}
