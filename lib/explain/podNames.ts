import type { ClusterFacts, KeptObject, PodFacts } from '#lib/tailnet/cluster.ts'

/** Host names under which a pod may have joined the tailnet, by its environment and the operator's rules (data-sources.md 3.5). */
export function podNames({ name, container, parent }: PodFacts): string[] {
  const own = container.env.find(each => each.name === 'TS_HOSTNAME')?.value
  return [...(own ? [own] : [name]), ...(parent ? operatorNames(parent) : [])]
}

function operatorNames(parent: NonNullable<PodFacts['parent']>): string[] {
  const { type, namespace, name } = parent
  switch (type) {
    case 'svc':
      return [`${namespace ?? ''}-${name}`]
    case 'ingress':
      return [`${namespace ?? ''}-${name}-ingress`]
    case 'connector':
      return [`${name}-connector`]
    default:
      // A ProxyGroup's and a PeerRelay's pods are named as they join: `<name>-<replica>`.
      return []
  }
}

const kindOf: Record<string, string> = { svc: 'Service', ingress: 'Ingress', connector: 'Connector' }

const record = (value: unknown) =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** Host names and MagicDNS names that an object's status reports: of a load balancer, or of the operator's devices. */
function reported({ status }: KeptObject): string[] {
  const ingress = list(record(status.loadBalancer).ingress)
  const devices = list(status.devices)
  return [status, ...ingress, ...devices].flatMap(each => {
    const { hostname } = record(each)
    return typeof hostname === 'string' && hostname ? [hostname.replace(/\.$/, '')] : []
  })
}

/** Names that the status of a proxy's parent reports, where the parent has only this one pod. */
export function reportedNames({ parent }: PodFacts, cluster: ClusterFacts): string[] {
  const kind = parent && kindOf[parent.type]
  if (!parent || !kind) return []
  const object = cluster.objects.find(
    each => each.kind === kind && each.name === parent.name && each.namespace === parent.namespace,
  )
  return object ? reported(object) : []
}
