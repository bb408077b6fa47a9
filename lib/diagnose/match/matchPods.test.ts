import { describe, expect, test } from 'vitest'
import type { ClusterFacts, KeptObject, NodeFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import type { Device } from '#lib/tailnet/device.ts'
import { clusterId, type DeviceId, deviceId, podUid, targetId } from '#lib/tailnet/ids.ts'
import { matchPods } from './matchPods.ts'
import { podClues } from './podClues.ts'

const started = new Date('2026-11-24T10:00:00Z')
const before = new Date('2026-11-24T09:00:00Z')
const after = new Date('2026-11-24T11:00:00Z')

function pod(name: string, more: Partial<PodFacts> = {}): PodFacts {
  const cluster = more.cluster ?? clusterId('c1')
  return {
    uid: podUid(`${cluster}/${name}`),
    target: targetId({ cluster, namespace: 'apps', kind: 'Deployment', name, ordinal: null }),
    cluster,
    namespace: 'apps',
    name,
    workload: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'apps', name },
    parent: null,
    nodeName: 'node-1',
    podIps: [],
    hostIp: '10.0.0.1',
    hostNetwork: false,
    labels: {},
    annotations: {},
    phase: 'Running',
    startedAt: started,
    container: { name: 'ts', image: '', args: [], env: [], ports: [], memoryLimitBytes: null },
    hasCli: true,
    socket: null,
    fixedPort: null,
    restarts: 0,
    ...more,
  }
}

const at = (...endpoints: string[]): Pick<Device, 'connectivity'> => ({
  connectivity: {
    endpoints: endpoints.map(text => ({
      address: text.split(':')[0] ?? '',
      port: Number(text.split(':')[1]),
    })),
    mappingVaries: 'unknown',
    udp: 'yes',
    ipv6: 'no',
    upnp: 'no',
    pmp: 'no',
    pcp: 'no',
    latency: [],
  },
})

const device = (hostname: string, more: Partial<Device> = {}): Device => ({
  id: deviceId(`n-${hostname}`),
  name: `${hostname}.lab.ts.net`,
  hostname,
  addresses: [],
  os: 'linux',
  clientVersion: '',
  user: '',
  tags: [],
  online: 'yes',
  lastSeen: null,
  created: null,
  expires: null,
  external: false,
  ephemeral: false,
  blocksIncoming: false,
  cloned: false,
  advertisedRoutes: [],
  enabledRoutes: [],
  connectivity: null,
  ...more,
})
const offline = (lastSeen: Date): Partial<Device> => ({ online: 'no', lastSeen })

const node = (externalIps: string[]): NodeFacts => ({
  name: 'node-1',
  internalIps: ['10.0.0.1'],
  externalIps,
  providerId: null,
  labels: {},
  annotations: {},
  kubeletVersion: '',
  osImage: '',
  podCidrs: [],
})

const facts = (more: Partial<ClusterFacts>): ClusterFacts => ({
  id: clusterId('c1'),
  name: 'c1',
  nodes: [],
  pods: [],
  hostPortsInUse: [],
  daemonSets: [],
  objects: [],
  unseen: [],
  ...more,
})

const object = (kind: string, name: string, more: Partial<KeptObject>): KeptObject => ({
  apiVersion: 'v1',
  kind,
  namespace: null,
  name,
  uid: '',
  labels: {},
  annotations: {},
  managers: [],
  spec: {},
  status: {},
  data: {},
  ...more,
})

const named = (value: string) => ({
  container: { ...pod('x').container, env: [{ name: 'TS_HOSTNAME', value }] },
})

interface Case {
  pods: { pod: PodFacts; facts?: ClusterFacts; exact?: DeviceId }[]
  devices: Device[]
  /** By pod: method and host name of the device. */
  says: Record<string, string>
}

const cases: Record<string, Case> = {
  'the address among the endpoints of one device': {
    pods: [{ pod: pod('a', { podIps: ['10.1.0.5'] }) }],
    devices: [device('x', at('203.0.113.1:999', '10.1.0.5:41641')), device('y', at('10.1.0.6:41641'))],
    says: { a: 'endpoint x' },
  },
  'one of two addresses': {
    pods: [{ pod: pod('a', { podIps: ['10.1.0.5', 'fd00::5'] }) }],
    devices: [
      device('x', {
        ...at(),
        connectivity: {
          ...at().connectivity,
          endpoints: [{ address: 'fd00::5', port: 1 }],
        } as Device['connectivity'],
      }),
    ],
    says: { a: 'endpoint x' },
  },
  'a device that left before the pod began had the address of an older pod': {
    pods: [{ pod: pod('a', { podIps: ['10.1.0.5'] }) }],
    devices: [device('x', { ...at('10.1.0.5:1'), ...offline(before) })],
    says: { a: 'none' },
  },
  'one that was last seen while the pod ran': {
    pods: [{ pod: pod('a', { podIps: ['10.1.0.5'] }) }],
    devices: [device('x', { ...at('10.1.0.5:1'), ...offline(after) })],
    says: { a: 'endpoint x' },
  },
  'of the old device and the new one, the one that is connected': {
    pods: [{ pod: pod('a', { podIps: ['10.1.0.5'] }) }],
    devices: [device('x', { ...at('10.1.0.5:1'), ...offline(after) }), device('y', at('10.1.0.5:2'))],
    says: { a: 'endpoint y' },
  },
  'two connected devices with one address': {
    pods: [{ pod: pod('a', { podIps: ['10.1.0.5'] }) }],
    devices: [device('x', at('10.1.0.5:1')), device('y', at('10.1.0.5:2'))],
    says: { a: 'ambiguous' },
  },
  'two clusters with the same pod addresses': {
    pods: [
      { pod: pod('a', { podIps: ['10.1.0.5'] }) },
      { pod: pod('b', { podIps: ['10.1.0.5'], cluster: clusterId('c2') }) },
    ],
    devices: [device('x', at('10.1.0.5:1'))],
    says: { a: 'ambiguous', b: 'ambiguous' },
  },
  'the same, but the public address of the node tells them apart': {
    pods: [
      { pod: pod('a', { podIps: ['10.1.0.5'] }), facts: facts({ nodes: [node(['198.51.100.1'])] }) },
      {
        pod: pod('b', { podIps: ['10.1.0.5'], cluster: clusterId('c2') }),
        facts: facts({ nodes: [node(['198.51.100.2'])] }),
      },
    ],
    devices: [
      device('x', at('198.51.100.2:1', '10.1.0.5:1')),
      device('y', at('198.51.100.1:1', '10.1.0.5:1')),
    ],
    says: { a: 'endpoint y', b: 'endpoint x' },
  },
  'a device that an exec named is no other pod': {
    pods: [
      { pod: pod('a', { podIps: ['10.1.0.5'] }), exact: deviceId('n-x') },
      { pod: pod('b', { podIps: ['10.1.0.5'], cluster: clusterId('c2') }) },
    ],
    devices: [device('x', at('10.1.0.5:1')), device('y', at('10.1.0.5:2'))],
    says: { b: 'endpoint y' },
  },
  'on the host network a port of its own tells the pod from the host': {
    pods: [{ pod: pod('a', { hostNetwork: true, podIps: ['10.0.0.1'], fixedPort: 41642 }) }],
    devices: [device('host', at('10.0.0.1:41641')), device('x', at('10.0.0.1:41642'))],
    says: { a: 'endpoint x' },
  },
  'without one, the address alone says nothing': {
    pods: [{ pod: pod('a', { hostNetwork: true, podIps: ['10.0.0.1'] }) }],
    devices: [device('x', at('10.0.0.1:41641'))],
    says: { a: 'none' },
  },
  'a random port at it is no host’s own: a container’s': {
    pods: [
      { pod: pod('a', { hostNetwork: true, podIps: ['10.0.0.1'] }) },
      { pod: pod('b', { hostNetwork: true, podIps: ['10.0.0.1'], fixedPort: 41642 }) },
    ],
    devices: [
      device('host', at('10.0.0.1:41641')),
      device('x', at('10.0.0.1:60332')),
      device('y', at('10.0.0.1:41642')),
    ],
    says: { a: 'endpoint x', b: 'endpoint y' },
  },
  'of two containers with random ports neither is told': {
    pods: [
      { pod: pod('a', { hostNetwork: true, podIps: ['10.0.0.1'] }) },
      { pod: pod('b', { hostNetwork: true, podIps: ['10.0.0.1'] }) },
    ],
    devices: [device('x', at('10.0.0.1:60332')), device('y', at('10.0.0.1:50332'))],
    says: { a: 'ambiguous', b: 'ambiguous' },
  },
  'unless the name of the node does': {
    pods: [{ pod: pod('a', { hostNetwork: true, podIps: ['10.0.0.1'] }) }],
    devices: [device('node-1', at('10.0.0.1:41641'))],
    says: { a: 'hostname node-1' },
  },
  'a pod that does not run is nobody': {
    pods: [{ pod: pod('a', { podIps: ['10.1.0.5'], phase: 'Failed' }) }],
    devices: [device('x', at('10.1.0.5:1'))],
    says: {},
  },
  'a device of another tailnet is never ours': {
    pods: [{ pod: pod('a', { podIps: ['10.1.0.5'] }) }],
    devices: [device('x', { ...at('10.1.0.5:1'), external: true })],
    says: { a: 'none' },
  },
  'what a Connector reports': {
    pods: [
      {
        pod: pod('ts-office-x7k2p-0', { parent: { type: 'connector', namespace: null, name: 'office' } }),
        facts: facts({
          objects: [
            object('Connector', 'office', {
              status: { hostname: 'office.lab.ts.net.', tailnetIPs: ['100.64.0.7'] },
            }),
          ],
        }),
      },
    ],
    devices: [
      device('office', { addresses: ['100.64.0.7'] }),
      device('office-1', { addresses: ['100.64.0.8'] }),
    ],
    says: { 'ts-office-x7k2p-0': 'resource_status office' },
  },
  'replicas of a ProxyGroup, by their ordinals': {
    pods: ['edge-0', 'edge-1'].map(name => ({
      pod: pod(name, { parent: { type: 'proxygroup', namespace: null, name: 'edge' } }),
      facts: facts({
        objects: [
          object('ProxyGroup', 'edge', {
            status: {
              devices: [
                { hostname: 'eu-0.lab.ts.net', tailnetIPs: [] },
                { hostname: 'eu-1.lab.ts.net', tailnetIPs: [] },
              ],
            },
          }),
        ],
      }),
    })),
    devices: [device('eu-1'), device('eu-0')],
    says: { 'edge-0': 'resource_status eu-0', 'edge-1': 'resource_status eu-1' },
  },
  'replicas that nothing tells apart': {
    pods: ['edge-a', 'edge-b'].map(name => ({
      pod: pod(name, { parent: { type: 'proxygroup', namespace: null, name: 'edge' } }),
      facts: facts({
        objects: [
          object('ProxyGroup', 'edge', {
            status: { devices: [{ hostname: 'p.lab.ts.net' }, { hostname: 'q.lab.ts.net' }] },
          }),
        ],
      }),
    })),
    devices: [device('p'), device('q')],
    says: { 'edge-a': 'ambiguous', 'edge-b': 'ambiguous' },
  },
  'the address of a load balancer': {
    pods: [
      {
        pod: pod('ts-db-0', { parent: { type: 'svc', namespace: 'shop', name: 'db' } }),
        facts: facts({
          objects: [
            object('Service', 'db', {
              namespace: 'shop',
              status: { loadBalancer: { ingress: [{ ip: '100.64.0.9' }] } },
            }),
          ],
        }),
      },
    ],
    devices: [device('anything', { addresses: ['100.64.0.9', 'fd7a::9'] })],
    says: { 'ts-db-0': 'resource_status anything' },
  },
  'a Service of the same name in another namespace is not the parent': {
    pods: [
      {
        pod: pod('ts-db-0', { parent: { type: 'svc', namespace: 'shop', name: 'db' } }),
        facts: facts({
          objects: [
            object('Service', 'db', {
              namespace: 'other',
              status: { loadBalancer: { ingress: [{ ip: '100.64.0.9' }] } },
            }),
          ],
        }),
      },
    ],
    devices: [device('anything', { addresses: ['100.64.0.9'] })],
    says: { 'ts-db-0': 'none' },
  },
  'the name it was told to take, where the control plane knows no endpoints': {
    pods: [{ pod: pod('a', { podIps: ['10.1.0.5'], ...named('Gate') }) }],
    devices: [device('gate'), device('a')],
    says: { a: 'hostname gate' },
  },
  'a name whose endpoints are elsewhere is another machine': {
    pods: [{ pod: pod('laptop', { podIps: ['10.1.0.5'] }) }],
    devices: [device('laptop', at('192.168.1.7:41641'))],
    says: { laptop: 'none' },
  },
  'two replicas with one name': {
    pods: [{ pod: pod('a', named('gate')) }, { pod: pod('b', named('gate')) }],
    devices: [device('gate'), device('gate', { id: deviceId('n-2'), name: 'gate-1.lab.ts.net' })],
    says: { a: 'ambiguous', b: 'ambiguous' },
  },
  'a singleton of the operator is named after namespace and Service': {
    pods: [{ pod: pod('ts-db-x-0', { parent: { type: 'svc', namespace: 'shop', name: 'db' } }) }],
    devices: [device('shop-db')],
    says: { 'ts-db-x-0': 'hostname shop-db' },
  },
  'an address speaks before a name': {
    pods: [{ pod: pod('a', { podIps: ['10.1.0.5'] }) }],
    devices: [device('a'), device('x', at('10.1.0.5:1'))],
    says: { a: 'endpoint x' },
  },
  'nothing known of any device': { pods: [{ pod: pod('a') }], devices: [], says: { a: 'none' } },
}

describe('which device is this pod', () => {
  test.each(Object.entries(cases))('%s', (_, { pods, devices, says }) => {
    const matches = matchPods(
      pods.map(each => podClues(each.pod, each.facts ?? null, each.exact ?? null)),
      devices,
    )
    const said = pods.flatMap(each => {
      const match = matches.get(each.pod.uid)
      const found = devices.find(({ id }) => id === match?.device)
      return match ? [[each.pod.name, [match.method, found?.hostname].filter(Boolean).join(' ')]] : []
    })
    expect(Object.fromEntries(said)).toEqual(says)
  })
})
