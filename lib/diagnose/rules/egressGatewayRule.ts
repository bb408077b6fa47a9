import type { KeptObject } from '#lib/tailnet/cluster.ts'
import { brokenByOwnNat } from './links.ts'
import type { Rule } from './rule.ts'

/** Kinds that send pods out by another node or address (Cilium, Antrea, OVN, Istio-free ones of Azure and Calico). */
const kinds = [
  'CiliumEgressGatewayPolicy',
  'Egress',
  'EgressIP',
  'EgressGatewayPolicy',
  'StaticGatewayConfiguration',
]

/** Does it name the pod's namespace or labels? A selector that cannot be read is taken as not. */
function mentions(policy: KeptObject, namespace: string, labels: Record<string, string>): boolean {
  const text = JSON.stringify(policy.spec)
  if (text.includes(`"io.kubernetes.pod.namespace":"${namespace}"`)) return true
  if (text.includes(`"kubernetes.io/metadata.name":"${namespace}"`)) return true
  return Object.entries(labels).some(([key, value]) =>
    text.includes(`${JSON.stringify(key)}:${JSON.stringify(value)}`),
  )
}

/** An egress gateway takes the pod's traffic out elsewhere. */
export const egressGatewayRule: Rule = scene => {
  const { side, measured } = scene
  if (!side || measured.varies.value !== 'yes' || side.place.pod.hostNetwork) return []
  const peers = brokenByOwnNat(scene)
  if (peers.length === 0) return []
  const { pod, cluster, node } = side.place
  const policy = cluster.objects.find(
    each => kinds.includes(each.kind) && mentions(each, pod.namespace, pod.labels),
  )
  if (!policy) return []
  const text = JSON.stringify(policy.spec)
  const isItsAddress = measured.publicAddresses.some(address => text.includes(`"${address}"`))
  return [
    {
      code: 'cni-egress-gateway',
      certainty: isItsAddress ? 'likely' : 'possible',
      evidence: [
        {
          seen: 'yes',
          says: `${policy.kind} \`${policy.name}\` names the pod’s namespace or labels.`,
          source: 'kubernetes',
          at: null,
        },
        {
          seen: isItsAddress ? 'yes' : 'unknown',
          says: `The pod is seen as \`${measured.publicAddresses[0] ?? 'not known'}\`${node ? `, its node is \`${node.name}\`` : ''}.`,
          source: measured.varies.source ?? 'tailscale_api',
          at: measured.varies.at,
        },
      ],
      peers,
    },
  ]
}
