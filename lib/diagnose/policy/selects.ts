import type { KeptObject, PodFacts } from '#lib/tailnet/cluster.ts'

interface Selector {
  matchLabels?: Record<string, string>
  matchExpressions?: { key: string; operator: string; values?: string[] }[]
}

/** Cilium writes label sources into keys: `k8s:app`, `any:app`. */
const bare = (key: string) => key.replace(/^(k8s|any):/, '')

function matches(selector: Selector, labels: Record<string, string>): boolean {
  const equal = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[bare(key)] === value)
  return (
    equal &&
    (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) => {
      const value = labels[bare(key)]
      switch (operator) {
        case 'In':
          return value !== undefined && values.includes(value)
        case 'NotIn':
          return value === undefined || !values.includes(value)
        case 'Exists':
          return value !== undefined
        case 'DoesNotExist':
          return value === undefined
        default:
          return false
      }
    })
  )
}

/** Does a NetworkPolicy, or one of Cilium's, select the pod? An empty selector selects all of the namespace. */
export function selects(policy: KeptObject, pod: PodFacts): boolean {
  const isClusterwide = policy.kind === 'CiliumClusterwideNetworkPolicy'
  if (!isClusterwide && policy.namespace !== pod.namespace) return false
  const selector = (policy.spec.podSelector ?? policy.spec.endpointSelector) as Selector | null | undefined
  if (selector === undefined || selector === null) return policy.kind === 'NetworkPolicy'
  const labels = isClusterwide || policy.kind.startsWith('Cilium')
    ? { ...pod.labels, 'io.kubernetes.pod.namespace': pod.namespace }
    : pod.labels
  return matches(selector, labels)
}
