import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { inputFromFiles } from '#lib/explain/inputFromFiles.ts'
import type { KeptObject } from '#lib/tailnet/cluster.ts'
import type { NatChain } from '#lib/tailnet/finding.ts'
import { judge } from '../diagnose.ts'
import type { DiagnoseInput } from '../input.ts'
import { proposalsOf } from './proposalsOf.ts'
import { sceneOf } from './scene.ts'

const lab = join(import.meta.dirname, '../../fake/lab')
const file = (...path: string[]) => ({ name: path.join('/'), text: readFileSync(join(lab, ...path), 'utf8') })

function inputOf(target: string): DiagnoseInput {
  const { pod } = JSON.parse(file('base', target, 'case.json').text)
  const subject = inputFromFiles({
    status: file('base', target, 'status.json'),
    netcheck: file('base', target, 'netcheck.json'),
    metrics: null,
    log: file('base', target, 'log.txt'),
    pings: null,
    devices: file('base', 'devices.json'),
    clusters: [file('clusters', `${pod.cluster}.json`)],
    derpMap: file('derpmap.json'),
    pod: null,
  })
  if (!subject.ok) throw new Error(subject.failure.detail)
  return subject.value.input
}

const withObject =
  (kind: string, name: string, change: (object: KeptObject) => void) => (input: DiagnoseInput) => {
    const copy = structuredClone(input)
    for (const object of copy.cluster?.objects ?? [])
      if (object.kind === kind && object.name === name) change(object)
    return copy
  }

/** What one remedy says of a recorded pod, in cluster and way out as a test wants them. */
function said(
  target: string,
  id: string,
  {
    change = input => input,
    chain = own => own,
  }: { change?: (input: DiagnoseInput) => DiagnoseInput; chain?: (own: NatChain) => NatChain } = {},
) {
  const judgement = judge(change(inputOf(target)))
  const scene = sceneOf({ ...judgement, chain: chain(judgement.chain) })
  return proposalsOf(scene).find(each => each.id === id) ?? null
}

const shut = { reachable: 'no', by: 'shut', why: 'only answers come in' } as const
const hardCni = (own: NatChain): NatChain => ({
  ...own,
  l1: { ...own.l1, hardness: 'hard' },
  l2: { ...own.l2, hardness: 'none' },
  side: 'hard',
  inbound: shut,
})
const hardEdge = (own: NatChain): NatChain => ({
  ...own,
  l1: { ...own.l1, hardness: 'none' },
  l2: { ...own.l2, hardness: 'hard' },
  side: 'hard',
  inbound: shut,
  localPort: 41641,
})

type Spec = { template: { spec: { containers: Record<string, unknown>[] } } }

describe('host network, where a container has a port sent from another of the node', () => {
  test('of another container: it does not apply', () => {
    const change = withObject('Deployment', 'api', ({ spec }) =>
      (spec as unknown as Spec).template.spec.containers.push({
        name: 'web',
        ports: [{ containerPort: 8080, hostPort: 80, protocol: 'TCP' }],
      }),
    )
    expect(said('api', 'r-hostnetwork-public-node', { change })).toMatchObject({
      applies: 'no',
      why: expect.stringContaining('Container `web` has TCP 8080 sent from the node’s 80'),
    })
    expect(said('api', 'r-hostport', { change })).toMatchObject({ applies: 'yes' })
  })
  test('of tailscaled’s own: it is replaced', () => {
    const change = withObject('Deployment', 'api', ({ spec }) => {
      const tailscale = (spec as unknown as Spec).template.spec.containers.find(
        ({ name }) => name === 'tailscale',
      )
      if (tailscale) tailscale.ports = [{ containerPort: 41000, hostPort: 41650, protocol: 'UDP' }]
    })
    const manifest = said('api', 'r-hostnetwork-public-node', { change })?.patches[0]?.manifest ?? ''
    const { containers } = parse(manifest).spec.template.spec
    expect(containers[0].ports[0]).toEqual({ containerPort: 41000, $patch: 'delete' })
    expect(containers[0].ports[1]).toMatchObject({ protocol: 'UDP' })
    expect(containers[0].ports[1].hostPort).toBe(containers[0].ports[1].containerPort)
  })
})

describe('a CNI that is told already', () => {
  test.each<[target: string, kind: string, name: string, change: (object: KeptObject) => void]>([
    ['none-closed', 'DaemonSet', 'aws-node', () => {}],
    [
      'calico',
      'FelixConfiguration',
      'default',
      ({ spec }) => {
        spec.featureDetectOverride = 'SNATFullyRandom=false,MASQFullyRandom=false'
      },
    ],
    ['cilium', 'ConfigMap', 'cilium-config', () => {}],
  ])('%s: nothing is set twice, and the pod has to restart', (target, kind, name, change) => {
    expect(
      said(target, 'r-cni-disable-random', { change: withObject(kind, name, change), chain: hardCni }),
    ).toMatchObject({
      applies: 'no',
      why: expect.stringMatching(/^By its objects the CNI keeps ports already .* until it restarts\.$/),
      patches: [],
    })
  })
  test('not told yet: it is', () => {
    expect(said('public', 'r-cni-disable-random', { chain: hardCni })?.patches).toHaveLength(1)
  })
})

describe('kept by Helm', () => {
  const kept = withObject('DaemonSet', 'aws-node', object => {
    object.labels['app.kubernetes.io/managed-by'] = 'Helm'
    object.annotations['meta.helm.sh/release-name'] = 'aws-vpc-cni'
  })
  test('a CNI is changed by the values of its chart', () => {
    const { patches = [] } = said('public', 'r-cni-disable-random', { change: kept, chain: hardCni }) ?? {}
    const values = patches.find(({ object }) => object.startsWith('values of the chart'))
    expect(parse(values?.manifest ?? '')).toEqual({ env: { AWS_VPC_K8S_CNI_RANDOMIZESNAT: 'none' } })
    expect(patches.map(({ command }) => command).join('\n')).not.toMatch(/kubectl/)
  })
})

describe('several devices with one port behind one edge', () => {
  const rival = (input: DiagnoseInput): DiagnoseInput => {
    const [first, ...others] = input.devices ?? []
    if (!first?.connectivity) throw new Error('no device')
    const endpoints = [
      { address: '203.0.113.77', port: 1024 },
      { address: '10.9.9.9', port: 41641 },
    ]
    const twin = { ...first, hostname: 'twin', connectivity: { ...first.connectivity, endpoints } }
    return { ...input, devices: [twin, ...others] }
  }
  const chain = (own: NatChain) => ({ ...hardEdge(own), publicAddresses: ['203.0.113.77'] })
  test('each may take one of its own, and what that costs is said', () => {
    expect(said('calico', 'r-randomize-client-port', { change: rival, chain })).toMatchObject({
      applies: 'unknown',
      checks: [{ seen: 'yes', says: expect.stringContaining('`twin`') }, { seen: 'unknown' }],
      limits: [expect.stringContaining('For the whole tailnet'), expect.any(String)],
    })
  })
  test('where a pod relies on its PORT it does not apply', () => {
    const fixed = (input: DiagnoseInput) => {
      const copy = structuredClone(rival(input))
      for (const pod of copy.cluster?.pods ?? []) pod.fixedPort = 41641
      return copy
    }
    expect(said('calico', 'r-randomize-client-port', { change: fixed, chain })).toMatchObject({
      applies: 'no',
      why: expect.stringContaining('overrides every PORT'),
    })
  })
  test('behind random ports of the CNI it changes nothing', () => {
    const both = (own: NatChain): NatChain => ({ ...chain(own), l1: { ...own.l1, hardness: 'hard' } })
    expect(said('calico', 'r-randomize-client-port', { change: rival, chain: both })).toMatchObject({
      applies: 'no',
      why: expect.stringMatching(/^It changes nothing: /),
    })
  })
  test('alone at its address it is out of question', () => {
    expect(said('calico', 'r-randomize-client-port', { chain })).toBeNull()
  })
})

test('the address of a load balancer is offered by the workload itself, as a patch that can be tried', () => {
  const { patches = [] } = said('gke-pod', 'r-lb-static-endpoint') ?? {}
  const last = patches.at(-1)
  expect(last?.object).toBe('apps/v1 Deployment apps/gke-pod (when the load balancer has its address)')
  expect(last?.command).toMatch(
    /^kubectl -n apps set env deployment\/gke-pod -c tailscale TS_DEBUG_PRETENDPOINT=/,
  )
  expect(parse(last?.manifest ?? '').spec.template.spec.containers).toEqual([
    {
      name: 'tailscale',
      env: [
        {
          name: 'TS_DEBUG_PRETENDPOINT',
          value: expect.stringMatching(/^<address of gke-pod-tailscale-udp>:\d+$/),
        },
      ],
    },
  ])
})
