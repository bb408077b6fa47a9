import { describe, expect, test } from 'vitest'
import { parseLog } from '#lib/collect/tailscaled/parseLog.ts'
import { parseMetrics } from '#lib/collect/tailscaled/parseMetrics.ts'
import { toNetInfo } from '#lib/collect/tailscaled/toNetInfo.ts'
import { toStatusReading } from '#lib/collect/tailscaled/toStatusReading.ts'
import { classify } from '#lib/tailnet/classify.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { derpRegionId } from '#lib/tailnet/ids.ts'
import type { KubeObject, Voice, World } from '../model.ts'
import { type Held, hold } from './heldCluster.ts'
import { podStatus, workloadSpec } from './kubeShape.ts'
import { labTargets } from './labSeats.ts'
import { labWorld } from './labWorld.ts'
import { recording } from './recording.ts'

const noon = new Date('2026-11-24T12:00:00Z')
const later = (seconds: number, from = noon) => new Date(from.getTime() + seconds * 1000)

function given<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.detail)
  return outcome.value
}

const regionIds = new Map([
  ['nyc', 1],
  ['sin', 3],
  ['fra', 4],
])
const regionByCode = (code: string) => {
  const id = regionIds.get(code)
  return id === undefined ? null : derpRegionId(id)
}

/** Asks a pod of a world as the collector does, with its parsers. Throws where no tailscaled answers. */
function askVoice(world: World, held: Held, cluster: string, pod: KubeObject) {
  const voiceAt = (at: Date): Voice => {
    const voice = world.voice(cluster, pod, held.live, at)
    if (!voice) throw new Error(`nobody answers in ${pod.metadata.name}`)
    return voice
  }
  const status = (at: Date, activeOnly = false) =>
    given(toStatusReading(JSON.parse(voiceAt(at).statusJson({ activeOnly, peers: true })), { activeOnly }))
  const metrics = (at: Date) => given(parseMetrics(voiceAt(at).metricsText()))
  /** Path kinds by host name: of two samples, as no answer shows only in what comes after. */
  const paths = (at: Date) => {
    const before = new Date(at.getTime() - 20_000)
    const earlier = new Map(
      world.voice(cluster, pod, held.live, before) === null
        ? []
        : status(before).peers.map(peer => [peer.device, peer]),
    )
    const kinds = status(at).peers.map(peer => {
      const last = earlier.get(peer.device)
      const path = classify(peer, last ? { reading: last, at: before } : null, at, regionByCode)
      return [peer.hostName, path.kind] as const
    })
    return Object.fromEntries(kinds)
  }
  return {
    status,
    metrics,
    paths,
    netInfo: (at: Date) => given(toNetInfo(JSON.parse(voiceAt(at).netcheckJson()))),
    log: (at: Date) =>
      parseLog(
        voiceAt(at)
          .log()
          .map(({ line }) => line)
          .join('\n'),
      ),
    voiceAt,
  }
}

function lab(options: Parameters<typeof labWorld>[0] = {}) {
  const world = labWorld({ at: noon, ...options })
  const held = hold(world)
  const of = (target: string) => {
    const { cluster, name } = recording('base', target).pod
    return { cluster, ask: askVoice(world, held, cluster, held.find(cluster, 'Pod', name)) }
  }
  const follow = (cluster: string, name: RegExp) =>
    askVoice(world, held, cluster, held.find(cluster, 'Pod', name))
  return { world, held, of, follow }
}

/** The DaemonSet aws-node with another RANDOMIZESNAT. */
function randomized(awsNode: KubeObject, value: string): KubeObject {
  const copy = structuredClone(awsNode)
  const env = workloadSpec(copy).template?.spec.containers[0]?.env ?? []
  for (const variable of env) if (variable.name === 'AWS_VPC_K8S_CNI_RANDOMIZESNAT') variable.value = value
  return copy
}

/** A workload with hostNetwork and PORT, as the remedy has it. */
function onTheHost(workload: KubeObject, port: number): KubeObject {
  const copy = structuredClone(workload)
  const spec = workloadSpec(copy).template?.spec
  if (!spec) throw new Error('no template')
  spec.hostNetwork = true
  const container = spec.containers.find(candidate => candidate.name === 'tailscale')
  container?.env?.push({ name: 'PORT', value: String(port) })
  return copy
}

describe.each(labTargets())('%s', target => {
  const { world, held, of } = lab()
  const { ask } = of(target)
  const recorded = recording('base', target)

  test('its objects lead to its own recording, and each link to its measured path', () => {
    const truth = Object.fromEntries(
      Object.entries(recorded.truth.links).map(([name, link]) => [name, link.kind]),
    )
    expect(ask.paths(noon)).toMatchObject(truth)
    const active = ask.status(noon, true).peers.map(peer => peer.hostName)
    expect(active.sort()).toEqual(Object.keys(truth).sort())
  })

  test('says who it is, and its endpoints, as recorded', () => {
    const { self } = ask.status(noon)
    expect(self?.device).toBe(recorded.device)
    const listed = world.devices(held.live, noon).find(device => device.nodeId === recorded.device)
    if (!listed) throw new Error('the device is not listed')
    expect(listed).toMatchObject({ hostname: recorded.status.Self.HostName, connectedToControl: true })
    expect(self?.endpoints).toEqual((listed.clientConnectivity as { endpoints: string[] }).endpoints)
  })

  test('netcheck and log agree with the recording', () => {
    const { netInfo } = ask.log(noon)
    const measured = ask.netInfo(noon)
    expect(netInfo?.udp).toBe(recorded.netcheck.UDP ? 'yes' : 'no')
    expect(netInfo?.mappingVaries).toBe(measured.mappingVaries)
    expect(measured.homeRegion).toBe(recorded.netcheck.PreferredDERP)
  })

  test('counters grow, on the labels of the paths', () => {
    const before = ask.metrics(noon).counters
    const after = ask.metrics(later(60)).counters
    const grown = after
      .filter((counter, i) => counter.bytes > (before[i]?.bytes ?? 0))
      .map(({ path }) => path)
    const said = Object.values(ask.paths(noon))
    expect(grown.some(path => path.startsWith('direct'))).toBe(said.includes('direct'))
    expect(grown.includes('derp')).toBe(said.includes('derp'))
  })
})

describe('an edit changes what tailscaled says', () => {
  test('RANDOMIZESNAT none → prng → none: direct → DERP with hard NAT → direct, the same pod', () => {
    const { held, of } = lab()
    const { ask, cluster } = of('none-closed')
    const awsNode = held.find(cluster, 'DaemonSet', 'aws-node')
    const bytes = (at: Date) => ask.metrics(at).counters.map(counter => counter.bytes)
    expect(ask.paths(noon)).toMatchObject({ 'vm-closed': 'direct', 'lap-easy': 'direct' })

    held.edit(cluster, randomized(awsNode, 'prng'), noon)
    expect(ask.paths(later(5))).toMatchObject({ 'vm-closed': 'direct' })
    expect(ask.paths(later(40))).toMatchObject({
      'vm-closed': 'derp',
      'lap-easy': 'derp',
      'vm-open': 'direct',
    })
    expect(ask.netInfo(later(40)).mappingVaries).toBe('yes')
    expect(ask.log(later(40)).netInfo?.mappingVaries).toBe('yes')
    expect(ask.log(later(5)).netInfo?.mappingVaries).toBe('no')

    held.edit(cluster, randomized(awsNode, 'none'), later(300))
    expect(ask.paths(later(340))).toMatchObject({ 'vm-closed': 'direct', 'lap-easy': 'direct' })
    expect(ask.log(later(340)).netInfo?.mappingVaries).toBe('no')

    const moments = [0, 10, 20, 30, 60, 290, 310, 330, 400].map(seconds => bytes(later(seconds)))
    for (const [index, after] of moments.entries()) {
      const before = moments[index - 1] ?? after
      expect(after.every((value, i) => value >= (before[i] ?? 0))).toBe(true)
    }
  })

  test('hostNetwork and PORT on an open node: a new pod, the same device, everything direct', () => {
    const { held, of, follow } = lab()
    const { ask, cluster } = of('public')
    const old = held.find(cluster, 'Pod', /^public-/)
    expect(ask.paths(noon)).toMatchObject({ 'lap-hard': 'derp', 'vm-closed': 'derp' })
    held.edit(cluster, onTheHost(held.find(cluster, 'Deployment', 'public'), 41642), noon)

    const fresh = held.find(cluster, 'Pod', /^public-/)
    expect(fresh.metadata.uid).not.toBe(old.metadata.uid)
    expect(fresh.metadata.name).not.toBe(old.metadata.name)
    expect(podStatus(fresh).podIP).toBe('10.20.0.12')
    const now = follow(cluster, /^public-/)
    expect(now.status(later(30)).self?.device).toBe(recording('base', 'public').device)
    expect(now.status(later(30)).self?.endpoints).toContain('198.51.100.12:41642')
    expect(now.paths(later(3))).toMatchObject({ 'vm-closed': 'derp' })
    expect(now.paths(later(30))).toMatchObject({
      'lap-hard': 'direct',
      'vm-closed': 'direct',
      'lap-noudp': 'derp',
    })
    expect(now.netInfo(later(30)).mappingVaries).toBe('no')
    const counted = now.metrics(later(30)).counters.reduce((sum, counter) => sum + counter.bytes, 0)
    expect(counted).toBeLessThan(500_000)
  })

  test('hostNetwork behind the NAT gateway changes the layer, not the outcome', () => {
    const { held, cluster, follow } = { ...lab(), cluster: 'eks-prod' }
    held.edit(cluster, onTheHost(held.find(cluster, 'Deployment', 'api'), 41641), noon)
    expect(follow(cluster, /^api-/).paths(later(40))).toMatchObject({ 'lap-easy': 'derp' })
  })

  test('a StatefulSet keeps the name of its pod', () => {
    const { held } = lab()
    const set = structuredClone(held.find('eks-prod', 'StatefulSet', 'ts-shop-x7k2p'))
    const template = workloadSpec(set).template
    if (template) template.metadata = { ...template.metadata, annotations: { restarted: 'now' } }
    const before = held.find('eks-prod', 'Pod', 'ts-shop-x7k2p-0').metadata.uid
    held.edit('eks-prod', set, noon)
    expect(held.find('eks-prod', 'Pod', 'ts-shop-x7k2p-0').metadata.uid).not.toBe(before)
    expect(held.pods('eks-prod').filter(pod => pod.metadata.name.startsWith('ts-shop')).length).toBe(1)
  })

  test('a policy that lets UDP out frees a pod', () => {
    const { held, of } = lab()
    const { ask, cluster } = of('netpol')
    const policy = structuredClone(held.find(cluster, 'NetworkPolicy', 'web-only'))
    expect(ask.netInfo(noon).udp).toBe('no')
    held.edit(cluster, { ...policy, spec: { ...(policy.spec as object), egress: [{}] } }, noon)
    expect(ask.paths(later(40))).toMatchObject({ 'vm-closed': 'direct' })
    expect(ask.netInfo(later(40)).udp).toBe('yes')
  })

  test('Calico without random ports is easy', () => {
    const { held, of } = lab()
    const { ask, cluster } = of('calico')
    const felix = structuredClone(held.find(cluster, 'FelixConfiguration', 'default'))
    const spec = {
      ...(felix.spec as object),
      featureDetectOverride: 'SNATFullyRandom=false,MASQFullyRandom=false',
    }
    held.edit(cluster, { ...felix, spec }, noon)
    expect(ask.paths(later(40))).toMatchObject({ 'vm-closed': 'direct', 'lap-easy': 'direct' })
  })
})

test('the same moment and edits give the same words', () => {
  const words = () => {
    const { held, of } = lab()
    const { cluster, ask } = of('none-closed')
    held.edit(cluster, randomized(held.find(cluster, 'DaemonSet', 'aws-node'), 'prng'), noon)
    const voice = ask.voiceAt(later(77))
    return [
      voice.statusJson({ activeOnly: false, peers: true }),
      voice.metricsText(),
      voice.netcheckJson(),
      voice.log(),
    ]
  }
  expect(words()).toEqual(words())
})

test('talksTo narrows who a pod talks to', () => {
  const { of } = lab({ talksTo: { 'none-closed': ['vm-closed'] } })
  expect(
    of('none-closed')
      .ask.status(noon, true)
      .peers.map(peer => peer.hostName),
  ).toEqual(['vm-closed'])
})
