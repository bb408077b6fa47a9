import type { ClusterFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import type { Device } from '#lib/tailnet/device.ts'
import { derpRegionId, deviceId, podUid, targetId } from '#lib/tailnet/ids.ts'
import type { Path, PathKind } from '#lib/tailnet/path.ts'
import type { Endpoint, NetInfo } from '#lib/tailnet/reading.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import { type DiagnoseInput, emptyInput } from '../input.ts'

interface PodWords {
  hostNetwork?: boolean
  /** PORT */
  port?: number
  /** A UDP hostPort, and the containerPort where it is another. */
  hostPort?: number
  containerPort?: number
  env?: Record<string, string>
  labels?: Record<string, string>
  parent?: PodFacts['parent']
  name?: string
  ip?: string
  nodeName?: string
}

/** A pod that runs tailscale on the cluster's first node. */
export function tailscalePod(facts: ClusterFacts, words: PodWords = {}): PodFacts {
  const {
    name = 'api-0',
    port = null,
    hostNetwork = false,
    env = {},
    labels = { app: 'api' },
    parent = null,
  } = words
  const nodeName = words.nodeName ?? facts.nodes[0]?.name ?? null
  const nodeIp = facts.nodes.find(each => each.name === nodeName)?.internalIps[0] ?? ''
  return {
    uid: podUid(`uid-${name}`),
    target: targetId({ cluster: facts.id, namespace: 'apps', kind: 'StatefulSet', name, ordinal: null }),
    cluster: facts.id,
    namespace: 'apps',
    name,
    workload: { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: 'apps', name },
    parent,
    nodeName,
    podIps: [hostNetwork ? nodeIp : (words.ip ?? '10.20.10.101')],
    hostIp: nodeIp,
    hostNetwork,
    labels,
    annotations: {},
    phase: 'Running',
    startedAt: null,
    container: {
      name: 'tailscale',
      image: 'tailscale/tailscale:v1.102.5',
      args: [],
      env: Object.entries(env).map(([name, value]) => ({ name, value })),
      ports: words.hostPort
        ? [
            {
              name: null,
              containerPort: words.containerPort ?? words.hostPort,
              hostPort: words.hostPort,
              protocol: 'UDP',
            },
          ]
        : [],
      memoryLimitBytes: null,
    },
    hasCli: true,
    socket: null,
    fixedPort: port,
    restarts: 0,
  }
}

export interface Saying {
  varies?: Tri
  udp?: Tri
  ipv6?: Tri
  /** Address by which STUN servers see it. */
  seenAs?: string
  localPort?: number
  more?: Endpoint[]
  globalV4?: string[]
}

/** NetInfo as tailscaled logs it. */
export function netInfo({ varies = 'unknown', udp = 'yes', ipv6 = 'no', globalV4 = [] }: Saying): NetInfo {
  return {
    source: globalV4.length > 0 ? 'netcheck' : 'log',
    at: new Date('2026-11-23T03:00:00Z'),
    mappingVaries: varies,
    udp,
    ipv6,
    upnp: 'no',
    pmp: 'no',
    pcp: 'no',
    homeRegion: derpRegionId(1),
    globalV4,
    globalV6: [],
    latencyMs: [],
  }
}

/** A pod with what its own tailscaled said, among devices. */
export function subject(
  facts: ClusterFacts,
  words: PodWords,
  saying: Saying | null,
  devices: readonly Device[] = [],
): DiagnoseInput {
  const pod = tailscalePod(facts, words)
  const localPort = saying?.localPort ?? words.port ?? 46_333
  const { seenAs = '203.0.113.20', varies, udp = 'yes', more = [] } = saying ?? {}
  const local: Endpoint[] = [{ address: pod.podIps[0] ?? '', port: localPort, kind: 'local' }]
  const ports = varies === 'yes' ? [51_313, 38_634] : [localPort]
  const stun = ports.map((port): Endpoint => ({ address: seenAs, port, kind: 'stun' }))
  const guess: Endpoint[] =
    varies === 'yes' && words.port ? [{ address: seenAs, port: words.port, kind: 'stun4localport' }] : []
  return {
    ...emptyInput(pod.target),
    deviceId: deviceId('n-self'),
    pod,
    cluster: { ...facts, pods: [pod, ...facts.pods] },
    own: {
      device: null,
      netInfos: saying ? [netInfo(saying)] : [],
      endpoints: saying ? (udp === 'no' ? local : [...stun, ...guess, ...more, ...local]) : [],
      backendState: 'Running',
      health: [],
    },
    devices: [...devices],
  }
}

const paths: Record<PathKind, Path> = {
  direct: { kind: 'direct', family: 'ipv4', endpoint: '203.0.113.9:41641' },
  derp: { kind: 'derp', region: derpRegionId(1) },
  peer_relay: { kind: 'peer_relay', via: '203.0.113.63:40000:vni:7' },
  idle: { kind: 'idle' },
  offline: { kind: 'offline' },
  no_answer: { kind: 'no_answer' },
  unknown: { kind: 'unknown', why: 'not_reported' },
}

/** The same with links seen, by host name. */
export function seeing(input: DiagnoseInput, links: Record<string, PathKind>, samples = 3): DiagnoseInput {
  const since = new Date('2026-11-23T03:00:00Z')
  return {
    ...input,
    links: Object.entries(links).map(([name, kind]) => ({
      peer: deviceId(`n-${name}`),
      peerName: name,
      path: paths[kind],
      since,
      samples,
    })),
  }
}
