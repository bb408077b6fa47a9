import { findObject } from '#lib/diagnose/cluster/findObject.ts'
import { udpPolicy } from '#lib/diagnose/policy/udpPolicy.ts'
import { portPlan } from '#lib/diagnose/remedies/portPlan.ts'
import { publicIpOf } from '#lib/diagnose/remedies/publicNodes.ts'
import type { Scene } from '#lib/diagnose/remedies/scene.ts'
import { staticPorts } from '#lib/diagnose/remedies/staticPorts.ts'

type Reason = readonly [words: string, holds: (scene: Scene) => boolean]

const reachable: Reason = ['the internet reaches it already', ({ isReachable }) => isReachable]
const onHost: Reason = ['it is on host network', ({ pod }) => pod?.hostNetwork === true]
const forced: Reason = ['it is told to use relays: first that', ({ isForced }) => isForced]
const operated: Reason = ['the operator makes its pod', ({ isOperated }) => isOperated]
const cloudIs = (words: string, ...clouds: string[]): Reason => [
  `its cluster is not on ${words}`,
  ({ traits }) => !clouds.includes(traits.cloud ?? ''),
]
const edge: Reason[] = [
  reachable,
  [
    'the NAT outside of its node is not hard',
    ({ chain }) =>
      chain.l2.hardness !== 'hard' && !(chain.l2.hardness === 'unknown' && chain.side !== 'easy'),
  ],
]
const isPublic = ({ node }: Scene) => node !== null && publicIpOf(node) !== null
const isNamed = (scene: Scene, id: string) =>
  scene.judgement.findings.some(({ remedies }) => remedies.includes(id))
const leaves = ({ pod, cluster }: Scene) =>
  pod && cluster ? udpPolicy(pod, cluster, 'egress').leaves : 'all'
const mapped = ({ pod }: Scene) => pod?.container.ports.find(port => port.protocol === 'UDP' && port.hostPort)
/** A way in by the pod's own port, were the firewall open. */
const leadsIn = (scene: Scene) => {
  const { pod } = scene
  const port = pod?.fixedPort ?? null
  const isMapped = pod?.container.ports.some(each => each.protocol === 'UDP' && each.hostPort === port)
  return Boolean(staticPorts(scene)) || (isPublic(scene) && (pod?.hostNetwork || isMapped))
}
const isBindRefused = ({ input }: Scene) =>
  input.own.health.some(each => /listen for incoming UDP/.test(each))
const hasPortFlag = ({ pod }: Scene) => pod?.container.args.some(arg => /^--?port/.test(arg)) ?? false
const bpf = ({ cluster }: Scene) =>
  cluster && findObject(cluster, 'ConfigMap', 'cilium-config')?.data['enable-bpf-masquerade'] === 'true'

/**
 * Why a remedy says nothing of a pod at all, by its id: what it is for is not there. Where none of these holds it has to
 * speak, and where one does it has to be silent.
 */
export const whySilent: Readonly<Record<string, readonly Reason[]>> = {
  'r-reauth': [
    ['its client is logged in', ({ input }) => !/^Needs|^Stopped/.test(input.own.backendState ?? '')],
  ],
  'r-remove-forced-relay-env': [['nothing tells it to use relays', ({ isForced }) => !isForced]],
  'r-netpol-allow-udp': [
    forced,
    ['no policy keeps its UDP in', scene => leaves(scene) === 'all'],
    ['UDP leaves it', ({ chain }) => chain.udp === 'yes'],
  ],
  'r-udp-egress': [
    forced,
    ['UDP leaves it', ({ chain }) => chain.udp !== 'no'],
    ['a policy of the cluster keeps its UDP in', scene => leaves(scene) !== 'all'],
  ],
  'r-remove-randomize-client-port': [
    ['the tailnet policy does not randomize ports', ({ input }) => !input.policy?.randomizeClientPort],
    ['it has no PORT', ({ pod }) => pod?.fixedPort === null],
    reachable,
    ['nothing leads to its PORT', scene => !leadsIn(scene)],
  ],
  'r-set-port': [
    operated,
    forced,
    reachable,
    ['an argument sets its port', hasPortFlag],
    [
      'nothing outside leads to a port of it',
      scene => !isBindRefused(scene) && (!isPublic(scene) || !(scene.pod?.hostNetwork || mapped(scene))),
    ],
    [
      'its port is right already',
      scene =>
        !isBindRefused(scene) &&
        scene.pod?.fixedPort != null &&
        (scene.pod.hostNetwork || mapped(scene)?.hostPort === scene.pod.fixedPort),
    ],
  ],
  'r-open-udp-firewall': [
    reachable,
    [
      'its node has no public address, and it no static endpoint',
      scene => !staticPorts(scene) && !isPublic(scene),
    ],
    ['it has no PORT that a rule could name', scene => !staticPorts(scene) && scene.pod?.fixedPort === null],
  ],
  'r-hostport': [reachable, onHost],
  'r-hostnetwork-public-node': [
    reachable,
    ['it is on host network of a public node', scene => scene.pod?.hostNetwork === true && isPublic(scene)],
  ],
  'r-static-endpoints-nodeport': [
    ['it is no proxy of the operator', ({ isOperated }) => !isOperated],
    reachable,
    ['it has static endpoints', scene => staticPorts(scene) !== null],
  ],
  'r-cilium-port': [
    ['its CNI is not Cilium with BPF masquerade', scene => !bpf(scene)],
    onHost,
    reachable,
    ['the CNI keeps its ports', ({ chain }) => chain.l1.hardness !== 'hard'],
    [
      'its port is one that Cilium keeps, or not known',
      ({ pod, chain }) => (pod?.fixedPort ?? chain.localPort ?? 65_535) >= 32_768,
    ],
  ],
  'r-peer-relay-crd': [
    reachable,
    [
      'the cluster has no operator',
      ({ cluster }) =>
        !cluster?.pods.some(pod => pod.parent !== null) &&
        !cluster?.objects.some(({ apiVersion }) => apiVersion.startsWith('tailscale.com/')),
    ],
  ],
  'r-peer-relay-node': [reachable],
  'r-lb-static-endpoint': [
    cloudIs('AWS, Azure or Google', 'aws', 'azure', 'gcp'),
    onHost,
    operated,
    forced,
    reachable,
    ['a node has a public address', ({ publicPlace }) => publicPlace !== null],
    [
      'no selector is for it alone',
      ({ pod }) => !['Deployment', 'StatefulSet'].includes(pod?.workload.kind ?? ''),
    ],
    [
      'its port cannot be set',
      ({ cluster, pod, node }) => !cluster || !pod || !node || !portPlan(cluster, pod, [node]),
    ],
  ],
  'r-cni-disable-random': [
    onHost,
    reachable,
    ['its CNI keeps ports', ({ chain }) => chain.l1.hardness !== 'hard'],
    [
      'its CNI has no such setting: its own port is what counts',
      scene => bpf(scene) === true && (scene.chain.localPort ?? scene.pod?.fixedPort ?? 65_535) < 32_768,
    ],
  ],
  'r-gcp-eim': [cloudIs('Google', 'gcp'), ...edge],
  'r-replace-nat-gateway': [cloudIs('AWS or Azure', 'aws', 'azure'), ...edge],
  'r-router-static-port': [cloudIs('a network of one’s own', 'own'), ...edge],
  'r-randomize-client-port': [
    cloudIs('a network of one’s own', 'own'),
    ...edge,
    ['the tailnet policy randomizes ports', ({ input }) => input.policy?.randomizeClientPort === true],
    [
      'no other device of its public address has its port',
      ({ input, chain }) =>
        !input.devices?.some(
          ({ id, connectivity }) =>
            id !== input.deviceId &&
            connectivity?.endpoints.some(end => chain.publicAddresses.includes(end.address)) &&
            connectivity.endpoints.some(
              end => end.port === chain.localPort && !chain.publicAddresses.includes(end.address),
            ),
        ),
    ],
  ],
  'r-natpmp': [
    cloudIs('a network of one’s own', 'own'),
    reachable,
    ['no NAT stands outside of its node', ({ chain }) => chain.l2.hardness === 'none'],
  ],
  'r-ipv6': [
    ['it has IPv6', ({ chain }) => chain.ipv6 === 'yes'],
    ['no UDP leaves it', ({ chain }) => chain.udp === 'no'],
    ['no peer on DERP has IPv6', ({ derpPeers }) => !derpPeers.some(({ chain }) => chain.ipv6 === 'yes')],
  ],
  'r-peer-side': [
    ['no peer on DERP is without UDP', ({ derpPeers }) => !derpPeers.some(({ chain }) => chain.udp === 'no')],
  ],
  'r-peer-open': [
    reachable,
    [
      'no peer on DERP has UDP and is shut',
      ({ derpPeers }) =>
        !derpPeers.some(({ chain }) => chain.udp !== 'no' && chain.inbound.reachable !== 'yes'),
    ],
  ],
  'r-custom-derp': [
    ['nothing goes by DERP', ({ derpPeers }) => derpPeers.length === 0],
    ['no cause is about the relay itself', scene => !isNamed(scene, 'r-custom-derp')],
  ],
}

/** The reason in words; null where the remedy has to say something of the pod. */
export function silence(remedy: string, scene: Scene): string | null {
  return whySilent[remedy]?.find(([, holds]) => holds(scene))?.[0] ?? null
}
