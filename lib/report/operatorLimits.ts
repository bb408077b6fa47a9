import type { ClusterFacts, KeptObject } from '#lib/tailnet/cluster.ts'
import type { PolicyFacts } from '#lib/tailnet/device.ts'
import { isRecord } from './isRecord.ts'

/** Something that a resource of the operator cannot do, or does not do here. */
export interface Limit {
  /** A sentence, values in backticks. */
  says: string
  /** The cause that it is when it happens to a pod; null where there is no page for it. */
  code: string | null
}

const limit = (says: string, code: string | null = null): Limit => ({ says, code })

const uses = (object: KeptObject, proxyClass: string) => object.spec.proxyClass === proxyClass

/** A Service or Ingress names its class by a label, or an annotation; those that the operator makes carry it too. */
function exposes({ kind, labels, annotations }: KeptObject, proxyClass: string): boolean {
  const name = 'tailscale.com/proxy-class'
  return (
    (kind === 'Service' || kind === 'Ingress') &&
    (labels[name] ?? annotations[name]) === proxyClass &&
    annotations['tailscale.com/proxy-group'] === undefined &&
    labels['tailscale.com/managed'] === undefined
  )
}

/**
 * Static endpoints work on a ProxyGroup of type ingress or egress alone: elsewhere the operator (up to 1.102) reads past
 * them (tailscale#21172), and k8s-proxy of a kube-apiserver group heeds no PORT (tailscale#18841).
 */
function staticLimits(proxyClass: KeptObject, facts: ClusterFacts): Limit[] {
  const { staticEndpoints } = proxyClass.spec
  if (!isRecord(staticEndpoints)) return []
  const { name } = proxyClass
  const users = facts.objects.filter(object => uses(object, name) || exposes(object, name))
  const groups = users.filter(({ kind }) => kind === 'ProxyGroup')
  const ignored = users.filter(({ kind }) => kind !== 'ProxyGroup' && kind !== 'PeerRelay')
  return [
    ...ignored.map(user =>
      limit(
        `Its static endpoints are ignored on ${user.kind} \`${user.name}\`: only a ProxyGroup has them.`,
        'static-ep-ignored',
      ),
    ),
    ...groups
      .filter(({ spec }) => spec.type === 'kube-apiserver')
      .map(group =>
        limit(
          `On ProxyGroup \`${group.name}\` nobody listens behind them: a kube-apiserver proxy heeds no \`PORT\`.`,
          'static-ep-apiserver-broken',
        ),
      ),
    ...(groups.length === 0 && ignored.length === 0
      ? [limit('No ProxyGroup refers to it: its static endpoints are used by nothing.')]
      : []),
    ...addressLimits(staticEndpoints, facts),
  ]
}

function addressLimits(staticEndpoints: Record<string, unknown>, facts: ClusterFacts): Limit[] {
  const nodePort = isRecord(staticEndpoints.nodePort) ? staticEndpoints.nodePort : {}
  const selector = isRecord(nodePort.selector) ? nodePort.selector : {}
  const chosen = facts.nodes.filter(node =>
    Object.entries(selector).every(([label, value]) => node.labels[label] === value),
  )
  const open = chosen.filter(node => node.externalIps.length > 0)
  if (facts.nodes.length === 0 || open.length > 0) return []
  return [
    limit(
      chosen.length === 0
        ? 'No node has the labels that its selector asks for.'
        : `None of the ${chosen.length} nodes that it selects has an ExternalIP: there is no address to advertise.`,
      'static-ep-no-externalip',
    ),
  ]
}

function classLimits(object: KeptObject, facts: ClusterFacts): Limit[] {
  const { metrics } = object.spec
  return [
    ...staticLimits(object, facts),
    ...(isRecord(metrics) && metrics.enable === true
      ? [
          limit(
            'Metrics are not there for egress proxies, nor where an Ingress forwards traffic of the cluster.',
          ),
        ]
      : []),
  ]
}

function relayLimits({ spec }: KeptObject, policy: PolicyFacts | null): Limit[] {
  return [
    ...(policy === null
      ? [limit('Whether anyone may use it cannot be told: the policy file is not read.')]
      : policy.relayGrants.length === 0
        ? [
            limit(
              'Nobody may use it: the policy file has no grant of `tailscale.com/cap/relay`.',
              'peerrelay-not-used',
            ),
          ]
        : []),
    ...(isRecord(spec.aws) && spec.aws.elasticIPs !== undefined
      ? [
          limit(
            'An elastic IP stands in one zone: a pod in another is not reached, though it is ready.',
            'peerrelay-az-mismatch',
          ),
        ]
      : []),
  ]
}

/** What is known to be lacking of one resource, as it stands in this cluster (checked up to operator 1.102). */
export function operatorLimits(object: KeptObject, facts: ClusterFacts, policy: PolicyFacts | null): Limit[] {
  switch (object.kind) {
    case 'ProxyClass':
      return classLimits(object, facts)
    case 'PeerRelay':
      return relayLimits(object, policy)
    case 'Connector':
    case 'ProxyGroup': {
      const own = facts.objects.find(
        ({ kind, name }) => kind === 'ProxyClass' && name === object.spec.proxyClass,
      )
      return typeof object.spec.proxyClass === 'string' && !own
        ? [limit(`Its ProxyClass \`${object.spec.proxyClass}\` is not there.`)]
        : []
    }
    default:
      return []
  }
}
