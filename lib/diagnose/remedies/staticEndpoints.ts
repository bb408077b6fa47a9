import type { KeptObject } from '#lib/tailnet/cluster.ts'
import { withL2, withWayIn } from './changedChain.ts'
import { firewallName, firewallPatches } from './firewall.ts'
import { freeNodePorts } from './freeNodePorts.ts'
import { keeperOf } from './keeper.ts'
import { newObject, objectPatch, type RemedyPatch } from './objectPatch.ts'
import { hasKind, operatorCheck } from './operatorFacts.ts'
import { named } from './placeOf.ts'
import { type PlainMap, plainMap, textAt } from './plain.ts'
import { bare, type Proposal } from './proposal.ts'
import type { Scene } from './scene.ts'
import { shellLine } from './shellQuote.ts'
import { proxyGroupOf, staticPorts } from './staticPorts.ts'
import { verifyBy } from './verifyBy.ts'

/**
 * A NodePort for each replica, offered to peers with the nodes' public addresses (operator ≥ 1.86). The operator does
 * so for a ProxyGroup only; elsewhere it ignores the setting without a word (TS #18819).
 */
export function staticEndpoints(scene: Scene): Proposal | null {
  const { pod, cluster, chain } = scene
  if (!pod || !cluster || !scene.isOperated || scene.isReachable) return null
  const base = {
    ...bare,
    id: 'r-static-endpoints-nodeport',
    title: 'Give it static endpoints on public nodes',
    effort: 'new_object',
    verify: verifyBy(scene),
    links,
  } as const
  const no = (why: string): Proposal => ({ ...base, applies: 'no', why, change: null })
  const group = proxyGroupOf(scene)
  if (pod.parent?.type !== 'proxygroup') return no(elsewhereWords(pod.parent?.type ?? null))
  if (!group) return no(`ProxyGroup \`${pod.parent.name}\` was not seen.`)
  if (group.spec.type === 'kube-apiserver')
    return no(
      'A kube-apiserver ProxyGroup offers the endpoint, but its proxy ignores PORT and listens elsewhere (TS #18841).',
    )
  if (hasKind(cluster, 'ProxyClass') === 'no')
    return no(
      'The cluster has no ProxyClass kind: the operator is older than static endpoints. Upgrade it first.',
    )
  // There they are already: what is missing is the firewall.
  if (staticPorts(scene)) return null
  // Only ExternalIPs count for the operator (proxygroup.go getStaticEndpointAddress), not a routed InternalIP.
  const place = scene.publicPlace
  const nodes = place?.nodes.filter(node => node.externalIps.length > 0) ?? []
  if (!place || nodes.length === 0)
    return no('No node has an ExternalIP, and the operator takes no other address (TS #16824).')
  const replicas = typeof group.spec.replicas === 'number' ? group.spec.replicas : 2
  const range = freeNodePorts(cluster, Math.max(1, replicas))
  if (!range) return no(`No ${replicas} free NodePorts in a row.`)
  const selector = place.kind === 'all' ? {} : { selector: { [place.key]: place.value } }
  const nodePort = { ports: [range], ...selector }
  const ports = { from: range.port, to: range.endPort }
  const { patches, shared } = classPatches(scene, group, nodePort)
  return {
    ...base,
    change: {
      own: withWayIn(withL2(chain, 'none', 'NodePort on a public node'), 'static', `NodePort ${range.port}`),
    },
    patches: [
      ...(place.kind === 'to_label'
        ? [
            labelPatch(
              nodes.map(node => node.name),
              place.key,
              place.value,
            ),
          ]
        : []),
      ...patches,
      ...firewallPatches(nodes, ports),
    ],
    checks: [
      { seen: 'yes', says: `${named(nodes)} ${nodes.length === 1 ? 'has' : 'have'} an ExternalIP` },
      { seen: 'yes', says: `NodePorts \`${range.port}-${range.endPort}\` are free among the Services seen` },
      { seen: 'unknown', says: 'Not seen: the cluster’s NodePort range; 30000-32767 is the default' },
      operatorCheck(cluster, [1, 86], 'static endpoints'),
      {
        seen: 'unknown',
        says: `Not seen: ${firewallName(nodes[0] ?? null)}. It must let UDP \`${range.port}-${range.endPort}\` in`,
      },
    ],
    limits: [
      'All replicas restart. At most two node addresses are offered for each.',
      `UDP ${range.port}-${range.endPort} is open to the internet on these nodes; WireGuard answers only peers it knows.`,
      ...shared,
    ],
  }
}

/** The group's own ProxyClass gets the setting; a group without one gets a class of its own. */
function classPatches(
  scene: Scene,
  group: KeptObject,
  nodePort: PlainMap,
): { patches: RemedyPatch[]; shared: string[] } {
  const objects = scene.cluster?.objects ?? []
  const className = textAt(plainMap(group.spec), 'proxyClass')
  const proxyClass = objects.find(each => each.kind === 'ProxyClass' && each.name === className)
  const spec = { staticEndpoints: { nodePort } }
  if (proxyClass) {
    const others = objects.filter(
      each => each.kind === 'ProxyGroup' && each.name !== group.name && each.spec.proxyClass === className,
    )
    return {
      patches: [
        objectPatch(
          proxyClass,
          { spec: plainMap(proxyClass.spec) },
          { type: 'merge', body: { spec } },
          keeperOf(proxyClass),
        ),
      ],
      shared:
        others.length > 0
          ? [
              `ProxyGroup ${others.map(each => `\`${each.name}\``).join(', ')} uses the same ProxyClass and gets NodePorts too.`,
            ]
          : [],
    }
  }
  const names = new Set(objects.filter(each => each.kind === 'ProxyClass').map(each => each.name))
  const name =
    className ??
    [`${group.name}-direct`, `${group.name}-direct-2`].find(each => !names.has(each)) ??
    group.name
  const ref = { apiVersion: 'tailscale.com/v1alpha1', kind: 'ProxyClass', namespace: null, name }
  const body = { spec: { proxyClass: name } }
  const groupPatch = objectPatch(
    group,
    { spec: plainMap(group.spec) },
    { type: 'merge', body },
    keeperOf(group),
  )
  return {
    patches: [newObject(ref, { spec }), ...(className === null ? [groupPatch] : [])],
    shared: [],
  }
}

const labelPatch = (nodes: string[], key: string, value: string): RemedyPatch => ({
  object: `labels of ${nodes.length} nodes`,
  diff: [{ sign: '+', text: `${key}: "${value}"` }],
  command: shellLine('kubectl', 'label', 'nodes', ...nodes, `${key}=${value}`),
  manifest: '',
})

function elsewhereWords(type: string | null): string {
  const kind =
    type === 'svc'
      ? 'a Service'
      : type === 'ingress'
        ? 'an Ingress'
        : type === 'connector'
          ? 'a Connector'
          : 'such a proxy'
  const instead =
    type === 'svc' || type === 'ingress'
      ? ' Moved to a ProxyGroup (annotation `tailscale.com/proxy-group`) it can have them.'
      : ''
  return `The operator gives static endpoints to a ProxyGroup only; for ${kind} it ignores the setting (TS #18819).${instead}`
}

const links = [
  'https://tailscale.com/docs/kubernetes-operator/manage-and-configure',
  'https://github.com/tailscale/tailscale/issues/18819',
]
