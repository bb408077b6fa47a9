import type { ClusterFacts } from '#lib/tailnet/cluster.ts'
import type { Device } from '#lib/tailnet/device.ts'
import { clusterId, deviceId } from '#lib/tailnet/ids.ts'
import type { Path } from '#lib/tailnet/path.ts'
import { type DiagnoseInput, emptyInput, type Sibling } from '../input.ts'
import { aks, calico, cilium, configMap, custom, eks, flannel, gke, node, object } from './clusters.ts'
import {
  device,
  easyNat,
  hardNat,
  hardWithIpv6,
  portMapped,
  publicServer,
  udpBlocked,
  unmeasured,
} from './devices.ts'
import { netInfo, tailscalePod } from './subject.ts'

const podsPerCluster = 100
const nodesPerCluster = 25

const kinds = [
  eks(),
  eks({}, '198.51.100.12'),
  calico({ natOutgoing: true }),
  cilium({ 'enable-bpf-masquerade': 'true' }),
  flannel(['--ip-masq']),
  gke('v2.12.6'),
  aks(),
]
const people = [easyNat, hardNat, portMapped, udpBlocked, publicServer, hardWithIpv6, unmeasured]
const paths: Path[] = [
  { kind: 'derp', region: null },
  { kind: 'direct', family: 'ipv4', endpoint: '203.0.113.9:41641' },
  { kind: 'derp', region: null },
  { kind: 'idle' },
]

/** A cluster as people run them: workloads, policies and Services beside its tailscale pods. */
function clusterOf(place: number): ClusterFacts {
  const kind = kinds[place % kinds.length] as ClusterFacts
  const id = clusterId(`cluster-${place}`)
  const [first] = kind.nodes
  const nodes = Array.from({ length: nodesPerCluster }, (_, step) =>
    node(`node-${place}-${step}`, {
      ...first,
      name: `node-${place}-${step}`,
      internalIps: [`10.${place}.0.${step + 10}`],
      externalIps: first?.externalIps.length && step % 5 === 0 ? [`198.51.${place}.${step + 10}`] : [],
      labels: {
        'kubernetes.io/hostname': `node-${place}-${step}`,
        'topology.kubernetes.io/zone': `z${step % 3}`,
        ...(step % 5 === 0 ? { edge: 'yes' } : { pool: 'inner' }),
      },
    }),
  )
  const facts: ClusterFacts = { ...kind, id, name: id, nodes }
  const pods = Array.from({ length: podsPerCluster }, (_, step) =>
    tailscalePod(facts, {
      name: `pod-${place}-${step}`,
      ip: `10.${place}.${Math.floor(step / 200) + 10}.${(step % 200) + 1}`,
      nodeName: `node-${place}-${step % nodesPerCluster}`,
      hostNetwork: step % 10 === 9,
      ...(step % 3 === 0 ? { port: 41_641 + step } : {}),
      ...(step % 12 === 0 ? { hostPort: 41_641 + step } : {}),
      ...(step % 4 === 1 ? { parent: { type: 'connector', namespace: null, name: `router-${step}` } } : {}),
    }),
  )
  return {
    ...facts,
    pods,
    hostPortsInUse: pods.flatMap(pod =>
      pod.container.ports.flatMap(({ hostPort, protocol }) =>
        hostPort ? [{ nodeName: pod.nodeName ?? '', port: hostPort, protocol, pod: `apps/${pod.name}` }] : [],
      ),
    ),
    objects: [
      ...kind.objects,
      ...pods.map(pod => ({
        ...object('StatefulSet', pod.workload.name, { apiVersion: 'apps/v1', namespace: 'apps' }),
        managers: ['helm'],
        spec: { replicas: 1, template: { spec: { containers: [{ name: 'tailscale', image: 'i' }] } } },
      })),
      ...pods.map((_, step) => object('Service', `svc-${step}`, { namespace: 'apps', spec: { ports: [] } })),
      ...Array.from({ length: 20 }, (_, step) => ({
        ...custom('NetworkPolicy', `policy-${step}`, {
          podSelector: { matchLabels: { app: `other-${step}` } },
          policyTypes: ['Ingress'],
        }),
        namespace: 'apps',
      })),
      ...Array.from({ length: 30 }, (_, step) => configMap(`map-${step}`, { key: 'value' })),
      custom('ProxyClass', 'standard', {}, 'tailscale.com/v1alpha1'),
    ],
  }
}

/**
 * Inputs for `pods` pods of clusters with a hundred each, on a tailnet of five devices a pod, each pod with `links`
 * links of which half are on DERP. They share clusters and devices as the collector's inputs do.
 */
export function manyPods(pods: number, links: number): DiagnoseInput[] {
  const clusters = Array.from({ length: Math.ceil(pods / podsPerCluster) }, (_, place) => clusterOf(place))
  const all = clusters.flatMap(facts => facts.pods).slice(0, pods)
  const info = netInfo({ varies: 'yes' })
  const siblings = all.map(
    (pod, step): Sibling => ({
      pod,
      deviceId: deviceId(`n-p${step}`),
      device: device(`p${step}`, {
        seenAs: [
          `203.0.113.${step % 20}:${20_000 + step}`,
          `203.0.113.${step % 20}:${40_000 + (step % 9000)}`,
        ],
        local: [`${pod.podIps[0]}:${pod.fixedPort ?? 46_333}`],
        varies: true,
        udp: true,
      }),
      netInfo: info,
    }),
  )
  const others = Array.from({ length: pods * 4 }, (_, step) => people[step % people.length]?.(`d${step}`))
  const devices: Device[] = [
    ...siblings.flatMap(each => each.device ?? []),
    ...others.flatMap(each => each ?? []),
  ]
  return siblings.map(({ pod, device }, step) => {
    const cluster = clusters.find(each => each.id === pod.cluster) ?? null
    return {
      ...emptyInput(pod.target),
      deviceId: device?.id ?? null,
      pod,
      cluster,
      own: {
        device,
        netInfos: [info],
        endpoints: (device?.connectivity?.endpoints ?? []).map(each => ({
          ...each,
          kind: 'untyped' as const,
        })),
        backendState: 'Running',
        health: [],
      },
      devices,
      siblings,
      otherClusters: clusters.filter(each => each !== cluster),
      links: Array.from({ length: links }, (_, place) => {
        const peer = devices[(step * 37 + place * 101 + 1) % devices.length]
        return {
          peer: peer?.id ?? deviceId('none'),
          peerName: peer?.hostname ?? '',
          path: paths[place % paths.length] ?? { kind: 'idle' as const },
          since: null,
          samples: 5,
        }
      }),
    }
  })
}
