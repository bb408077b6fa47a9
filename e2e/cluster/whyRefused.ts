import { isGlobalIpv6 } from '#lib/diagnose/address/isGlobalIpv6.ts'
import { findObject } from '#lib/diagnose/cluster/findObject.ts'
import { declaredPorts } from '#lib/diagnose/remedies/podTemplate.ts'
import type { Scene } from '#lib/diagnose/remedies/scene.ts'
import { proxyGroupOf } from '#lib/diagnose/remedies/staticPorts.ts'
import { snatOf } from '#lib/diagnose/snat/snatOf.ts'

const said = ({ pod, cluster, node, traits, chain }: Scene) =>
  pod && cluster
    ? snatOf({ pod, cluster, node, traits }, chain.localPort ?? pod.fixedPort)?.hardness
    : undefined

const level = ({ pod, cluster }: Scene) =>
  cluster?.objects.find(({ kind, name }) => kind === 'Namespace' && name === pod?.namespace)?.labels[
    'pod-security.kubernetes.io/enforce'
  ]

const isMapped = ({ pod }: Scene) =>
  pod?.container.ports.some(port => port.protocol === 'UDP' && port.hostPort === pod.fixedPort) ?? false

/** What a refusal says, and what has to be so in the cluster for it to be true. */
const refusals: readonly (readonly [words: RegExp, holds: (scene: Scene) => boolean])[] = [
  [/^The Tailscale operator makes this pod, and a ProxyClass has no field/, ({ isOperated }) => isOperated],
  [/enforces Pod Security `(baseline|restricted)`/, scene => /baseline|restricted/.test(level(scene) ?? '')],
  [/no public address\.$|^None of the \d+ nodes has/, ({ publicPlace }) => publicPlace === null],
  [/^No node of this cluster has a public address/, ({ publicPlace }) => publicPlace === null],
  [
    /^Cilium serves no host ports here/,
    ({ cluster }) =>
      (cluster && findObject(cluster, 'ConfigMap', 'cilium-config')?.data['kube-proxy-replacement']) !==
      'true',
  ],
  [
    /on host network nothing is sent on/,
    scene => declaredPorts(scene).some(({ port, hostPort }) => hostPort !== null && hostPort !== port),
  ],
  [
    /^The operator gives static endpoints to a ProxyGroup only/,
    ({ pod }) => pod?.parent?.type !== 'proxygroup',
  ],
  [
    /^A kube-apiserver ProxyGroup offers the endpoint/,
    scene => proxyGroupOf(scene)?.spec.type === 'kube-apiserver',
  ],
  [
    /^No node has an ExternalIP/,
    ({ cluster }) => cluster?.nodes.every(({ externalIps }) => externalIps.length === 0) ?? false,
  ],
  [/^By its objects the CNI keeps ports already/, scene => said(scene) === 'easy'],
  [/^By its objects the CNI changes no ports/, scene => said(scene) === 'none'],
  [/^`.*` changes nothing here: .* stays hard\.$/, ({ chain }) => chain.l2.hardness === 'hard'],
  [/\(L1\) stays hard\.$/, ({ chain }) => chain.l1.hardness === 'hard'],
  [/^The pod’s gateway is the CNI, not the router/, ({ pod }) => pod?.hostNetwork === false],
  [
    /^No node has a global IPv6 address/,
    ({ cluster }) =>
      !cluster?.nodes.some(node => [...node.internalIps, ...node.externalIps].some(isGlobalIpv6)),
  ],
  [
    /^The node has no port that leads to this pod/,
    scene => scene.pod?.hostNetwork === false && !isMapped(scene),
  ],
  [
    /^It overrides every PORT of the tailnet/,
    ({ cluster }) => cluster?.pods.some(({ fixedPort }) => fixedPort !== null) ?? false,
  ],
]

/** Is what a remedy gives as its reason true of the pod? Null where no such reason is known here. */
export function isTrueRefusal(why: string, scene: Scene): boolean | null {
  const known = refusals.filter(([words]) => words.test(why))
  return known.length === 0 ? null : known.every(([, holds]) => holds(scene))
}
