import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ExplainFiles, GivenFile } from './explainFiles.ts'
import { inputFromFiles } from './inputFromFiles.ts'

const lab = resolve(import.meta.dirname, '../fake/lab')
const text = (...path: string[]) => readFileSync(join(lab, ...path), 'utf8')
const file = (...path: string[]): GivenFile => ({ name: path.at(-1) ?? '', text: text(...path) })
const made = (name: string, value: unknown): GivenFile => ({
  name,
  text: typeof value === 'string' ? value : JSON.stringify(value),
})

const cases = ['base', 'pods', 'relay'].flatMap(phase =>
  readdirSync(join(lab, phase), { withFileTypes: true })
    .filter(entry => entry.isDirectory() && entry.name !== 'relay-server')
    .map(entry => [phase, entry.name] as const),
)
const clusterNames = readdirSync(join(lab, 'clusters'))

const only = (status: GivenFile): ExplainFiles => ({
  status,
  netcheck: null,
  metrics: null,
  log: null,
  pings: null,
  devices: null,
  clusters: [],
  derpMap: null,
  pod: null,
})
const filesOf = (phase: string, target: string): ExplainFiles => ({
  ...only(file(phase, target, 'status.json')),
  netcheck: file(phase, target, 'netcheck.json'),
  metrics: file(phase, target, 'metrics.txt'),
  log: file(phase, target, 'log.txt'),
  pings: file(phase, target, 'pings.json'),
  devices: file(phase, 'devices.json'),
  clusters: clusterNames.map(name => file('clusters', name)),
  derpMap: file('derpmap.json'),
})
const api = filesOf('base', 'api')

const read = (files: ExplainFiles) => {
  const subject = inputFromFiles(files)
  if (!subject.ok) throw new Error(subject.failure.detail)
  return subject.value
}
const complaint = (files: ExplainFiles) => {
  const subject = inputFromFiles(files)
  return subject.ok ? 'read' : subject.failure.detail
}

describe('the pod of a status, among the pods of all clusters', () => {
  test.each(cases)('%s/%s', (phase, target) => {
    const { pod } = JSON.parse(text(phase, target, 'case.json'))
    const { input, notes } = read(filesOf(phase, target))
    expect([input.pod?.namespace, input.pod?.name]).toEqual([pod.namespace, pod.name])
    expect(input.cluster?.name).toBe(`${pod.cluster}.json`)
    expect(notes).toEqual([])
  })

  test.each(cases)('%s/%s: by the status alone, without log and devices', (phase, target) => {
    const { pod } = JSON.parse(text(phase, target, 'case.json'))
    const status = file(phase, target, 'status.json')
    const files = { ...only(status), clusters: [file('clusters', `${pod.cluster}.json`)] }
    expect(read(files).input.pod?.name).toBe(pod.name)
  })

  test('siblings have their devices, but for pods that have none', () => {
    const { siblings } = read(api).input
    expect(siblings.map(({ pod, device }) => [pod.workload.name, device?.hostname ?? null])).toEqual(
      expect.arrayContaining([
        ['ts-shop-x7k2p', 'ingress'],
        ['edge', 'nodeport'],
        ['hn-private', 'hn-private'],
        ['calico', 'calico'],
      ]),
    )
    expect(siblings.every(({ device }) => device !== null)).toBe(true)
    expect(siblings.some(({ pod }) => pod.workload.name === 'api')).toBe(false)
  })
})

describe('one cluster or several', () => {
  const list = (items: unknown[]) => ({ apiVersion: 'v1', kind: 'List', items })
  const { items } = JSON.parse(text('clusters', 'eks-prod.json'))
  const kind = (...kinds: string[]) =>
    list(items.filter((item: { kind: string }) => kinds.includes(item.kind)))

  test('files of single kinds come together as one', () => {
    const clusters = [
      made('pods.json', kind('Pod')),
      made('nodes.json', kind('Node')),
      made('ds.json', kind('DaemonSet')),
    ]
    const { input } = read({ ...api, clusters })
    expect(input.otherClusters).toEqual([])
    expect(input.cluster?.nodes).toHaveLength(6)
    expect(input.cluster?.daemonSets.map(each => each.name)).toEqual(['aws-node', 'kube-proxy'])
    expect(input.cluster?.unseen).toContainEqual({ kind: 'NetworkPolicy', why: 'not_asked' })
  })

  test('files of other clusters stay apart', () => {
    const clusters = ['eks-prod.json', 'dc-calico.json'].map(name => file('clusters', name))
    expect(read({ ...api, clusters }).input.otherClusters.map(cluster => cluster.name)).toEqual([
      'dc-calico.json',
    ])
  })
})

describe('which pod, where it is not plain', () => {
  const pod = (name: string, ip: string, more: object = {}, env: Record<string, string> = {}) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'apps', uid: `u-${name}` },
    spec: {
      nodeName: 'n1',
      containers: [
        {
          name: 'ts',
          image: 'tailscale/tailscale:v1',
          env: Object.entries(env).map(([key, value]) => ({ name: key, value })),
        },
      ],
      ...more,
    },
    status: { phase: 'Running', podIPs: [{ ip }], hostIP: '10.0.0.1' },
  })
  const statusOf = (addresses: string[], hostName = 'web') =>
    made('status.json', {
      BackendState: 'Running',
      Self: { ID: 'n1', HostName: hostName, DNSName: `${hostName}.x.ts.net.`, Addrs: addresses },
      Peer: null,
    })
  const matched = (status: GivenFile, pods: unknown[]) => {
    const cluster = made('cluster.json', { apiVersion: 'v1', kind: 'List', items: pods })
    const { input, notes } = read({ ...only(status), clusters: [cluster] })
    return [input.pod?.name ?? null, notes.length] as const
  }
  const host = { hostNetwork: true }
  const rows: [string, GivenFile, unknown[], readonly [string | null, number]][] = [
    ['by its address', statusOf(['10.1.0.7:4000']), [pod('a', '10.1.0.7'), pod('b', '10.1.0.8')], ['a', 0]],
    ['nobody has the address or the name', statusOf(['10.1.0.9:4000']), [pod('a', '10.1.0.7')], [null, 1]],
    [
      'no address in status: by TS_HOSTNAME',
      statusOf([]),
      [pod('a', '10.1.0.7', {}, { TS_HOSTNAME: 'web' })],
      ['a', 1],
    ],
    [
      'no address in status: by the pod name',
      statusOf([]),
      [pod('web', '10.1.0.7'), pod('b', '10.1.0.8')],
      ['web', 1],
    ],
    [
      'two on one host network: by the port',
      statusOf(['10.0.0.1:4000']),
      [pod('a', '10.0.0.1', host, { PORT: '4000' }), pod('b', '10.0.0.1', host, { PORT: '4001' })],
      ['a', 0],
    ],
    [
      'two on one host network, no port: not guessed',
      statusOf(['10.0.0.1:4000']),
      [pod('a', '10.0.0.1', host), pod('b', '10.0.0.1', host)],
      [null, 1],
    ],
    [
      'a host with tailscale of its own is not the pod on its network',
      statusOf(['10.0.0.1:41641'], 'node-1'),
      [pod('a', '10.0.0.1', host, { PORT: '4000' })],
      [null, 1],
    ],
    [
      'overlapping pod ranges: by the name',
      statusOf(['10.1.0.7:4000']),
      [pod('a', '10.1.0.7'), pod('b', '10.1.0.7', {}, { TS_HOSTNAME: 'web' })],
      ['b', 0],
    ],
    [
      'overlapping pod ranges, no name: not guessed',
      statusOf(['10.1.0.7:4000']),
      [pod('a', '10.1.0.7'), pod('b', '10.1.0.7')],
      [null, 1],
    ],
  ]
  test.each(rows)('%s', (_, status, pods, expected) => expect(matched(status, pods)).toEqual(expected))

  test('a pod that was named is taken, and a doubt is said', () => {
    const named = { ...api, pod: { namespace: 'tailscale', name: 'edge-0' } }
    expect(read(named).input.pod?.name).toBe('edge-0')
    expect(read(named).notes).toHaveLength(1)
    expect(complaint({ ...api, pod: { namespace: 'apps', name: 'nobody' } })).toContain('no pod apps/nobody')
  })
})

test('nothing observed of a link stands among the peers, which predictions are made from', () => {
  const words = JSON.stringify(read(api).input.peers)
  for (const field of ['currentAddress', 'peerRelay', 'rxBytes', 'active']) expect(words).not.toContain(field)
})

describe('a wrong file is named, with the flag where it belongs', () => {
  const status = (more: object) => made('status.json', { ...JSON.parse(api.status.text), ...more })
  const rows: [string, Partial<ExplainFiles>, string][] = [
    ['no JSON', { status: made('s.json', 'nonsense') }, 's.json is not JSON'],
    [
      'cut JSON',
      { status: made('s.json', api.status.text.slice(0, 500)) },
      's.json ends after 500 characters',
    ],
    ['empty', { status: made('s.json', '\n') }, 's.json is empty'],
    [
      'a netcheck as status',
      { status: file('base', 'api', 'netcheck.json') },
      'it is a netcheck, which goes with --netcheck',
    ],
    ['a status as netcheck', { netcheck: api.status }, 'it is a tailscale status, which goes with --status'],
    ['a cluster as devices', { devices: file('clusters', 'eks-prod.json') }, 'which goes with --cluster'],
    ['devices as cluster', { clusters: [file('base', 'devices.json')] }, 'which goes with --devices'],
    ['a DERP map as cluster', { clusters: [file('derpmap.json')] }, 'which goes with --derpmap'],
    ['pings as derpmap', { derpMap: file('base', 'api', 'pings.json') }, 'which goes with --pings'],
    ['a status as log', { log: api.status }, 'not a log of tailscaled'],
    ['a log as metrics', { metrics: file('base', 'api', 'log.txt') }, 'log.txt: metrics, line 1'],
    ['a log as pings', { pings: file('base', 'api', 'log.txt') }, 'no line of tailscale ping'],
    [
      'a list of devices in another shape',
      { devices: made('d.json', { devices: [{ nodeId: 7 }] }) },
      'd.json: device',
    ],
    [
      'logged out',
      { status: status({ BackendState: 'NeedsLogin', Peer: null }) },
      'is of a tailscaled that is logged out',
    ],
    ['stopped', { status: status({ BackendState: 'Stopped' }) }, 'is of a tailscaled that is stopped'],
    ['no device', { status: status({ Self: null }) }, 'has no device'],
  ]
  test.each(rows)('%s', (_, change, words) => expect(complaint({ ...api, ...change })).toContain(words))

  test('warnings in front of the JSON are passed over', () => {
    const netcheck = made('n.json', `# Warning: this JSON format is not stable\n${api.netcheck?.text}`)
    expect(complaint({ ...api, netcheck })).toBe('read')
  })

  test('a strange device list is said, not refused', () => {
    const devices = made('d.json', { devices: [] })
    expect(read({ ...api, devices }).notes).toEqual([expect.stringContaining('does not have this device')])
  })
})
