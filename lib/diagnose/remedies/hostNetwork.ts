import type { Remedy } from '#lib/tailnet/finding.ts'
import { withL1, withL2, withWayIn } from './changedChain.ts'
import { type DeclaredPort, declaredPorts, podPatch } from './podTemplate.ts'
import { podKey } from './portPlan.ts'
import { bare, type Proposal } from './proposal.ts'
import type { Scene } from './scene.ts'
import { verifyBy } from './verifyBy.ts'
import { wayIn } from './wayIn.ts'

/** No CNI between tailscaled and the node: with a public address and an open port this is "no NAT" (KB 1411). */
export function hostNetwork(scene: Scene): Proposal | null {
  const { pod, chain } = scene
  if (!pod || scene.isReachable) return null
  // Already there: what is left to do is the firewall.
  if (pod.hostNetwork && scene.publicPlace?.nodes.some(node => node.name === pod.nodeName)) return null
  const title = pod.hostNetwork
    ? 'Move it to a node with a public address'
    : 'Put it on a public node with host network'
  const base = {
    ...bare,
    id: 'r-hostnetwork-public-node',
    title,
    effort: 'move',
    verify: verifyBy(scene),
    links,
  } as const
  const way = wayIn(scene)
  if ('refused' in way) return { ...base, applies: 'no', why: way.refused, change: null }
  const { place, plan } = way
  if (place.router && pod.hostNetwork)
    return { ...base, applies: 'no', why: 'No node of this cluster has a public address.', change: null }
  // The API server takes no pod on host network with a port that is sent to another (validation.go, validateHostNetwork).
  const sent = declaredPorts(scene).filter(each => each.hostPort !== null && each.hostPort !== each.port)
  const others = sent.filter(each => each.container !== pod.container.name || each.protocol !== 'UDP')
  const [other] = others
  if (other && !pod.hostNetwork) return { ...base, applies: 'no', why: sentWords(other), change: null }
  // A patch of the same number takes its place.
  const dropped = sent
    .filter(({ port }) => port !== plan.port)
    .map(({ port }) => ({ containerPort: port, $patch: 'delete' }))
  const network = pod.hostNetwork ? {} : { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' }
  const hasPort = pod.container.ports.some(
    port => port.protocol === 'UDP' && port.containerPort === plan.port,
  )
  const container = {
    ...(hasPort && pod.hostNetwork ? {} : { ports: [...dropped, ...way.ports] }),
    ...(plan.env.length > 0 ? { env: plan.env } : {}),
  }
  const patch = podPatch(scene, {
    spec: { ...network, ...place.spec },
    ...(Object.keys(container).length > 0 ? { container } : {}),
  })
  const free = withL1(chain, 'none', 'host network')
  return {
    ...base,
    title: place.router ? `Give it host network and forward UDP ${plan.port} on the edge router` : title,
    applies: way.applies,
    why: patch
      ? way.why
      : `tailpath knows no patch for a ${pod.workload.kind}: change its pod template by hand.`,
    change: {
      own: place.router
        ? withWayIn(free, 'forwarded', `UDP ${plan.port} is sent on by the router`)
        : withWayIn(
            withL2(free, 'none', 'the node has a public address'),
            'open',
            `UDP ${plan.port} is open`,
          ),
    },
    patches: [...(patch ? [patch] : []), ...way.outside],
    checks: [
      ...way.checks,
      ...otherPorts(
        scene,
        place.nodes.map(node => node.name),
      ),
    ],
    limits: pod.hostNetwork ? way.limits : [...way.limits, ...costs(scene)],
  }
}

const sentWords = ({ container, protocol, hostPort, port }: DeclaredPort) =>
  `Container \`${container}\` has ${protocol} ${port} sent from the node’s ${hostPort}: on host network nothing is sent on, so it would have to listen on ${hostPort} itself.`

/** Every port the pod names becomes one of the node. */
function otherPorts(scene: Scene, nodes: string[]): Remedy['checks'] {
  const { cluster, pod } = scene
  if (!cluster || !pod || pod.hostNetwork) return []
  const clashes = declaredPorts(scene).flatMap(({ port, protocol }) =>
    cluster.hostPortsInUse.filter(
      use =>
        use.port === port &&
        use.protocol === protocol &&
        nodes.includes(use.nodeName) &&
        use.pod !== podKey(pod),
    ),
  )
  const first = clashes[0]
  if (!first) return [{ seen: 'yes', says: 'The pod’s other ports are free on these nodes' }]
  return [
    {
      seen: 'no',
      says: `${first.protocol} \`${first.port}\` of the pod is taken by \`${first.pod}\` on \`${first.nodeName}\`: it would not start there`,
    },
  ]
}

function costs({ pod }: Scene): string[] {
  const isUserspace = pod?.container.env.find(each => each.name === 'TS_USERSPACE')?.value !== 'false'
  return [
    'All containers of the pod share the node’s network: NetworkPolicies no longer apply to them.',
    ...(isUserspace
      ? []
      : [
          'tailscaled in kernel mode changes the node’s routes and firewall; a second one on the node would clash.',
        ]),
  ]
}

const links = [
  'https://tailscale.com/blog/kubernetes-direct-connections',
  'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy',
]
