import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ClusterSource, openCluster } from '#lib/collect/kubernetes/openCluster.ts'
import { readKubeconfig } from '#lib/collect/kubernetes/readKubeconfig.ts'
import { watchedKinds } from '#lib/collect/kubernetes/watchedKinds.ts'
import { toDerpMap } from '#lib/collect/tailscaled/toDerpMap.ts'
import type { World } from '#lib/fake/model.ts'
import { type Fake, startFake } from '#lib/fake/startFake.ts'
import { labWorld } from '#lib/fake/world/labWorld.ts'
import type { ClusterFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import { likeFacts } from './likeFacts.ts'
import { playRecordings, recordedPods } from './playRecordings.ts'
import { installKinds, putObjects } from './putObjects.ts'
import { type Cluster, startCluster } from './startCluster.ts'

const quiet = { info() {}, warn() {} }
const now = () => new Date()
const world: World = labWorld()
let fake: Fake
beforeAll(async () => {
  fake = await startFake({ world })
})
afterAll(() => fake.close())

/** The facts of the fake about its cluster of this name. */
async function fakeFacts(name: string): Promise<ClusterFacts> {
  const read = readKubeconfig([{ text: fake.kubeconfig(), file: null }])
  const context = read.ok ? read.value.find(each => each.name === name) : undefined
  if (!context) throw new Error(`the fake has no ${name}`)
  const source = openCluster({ context, now, log: quiet, onChange() {} })
  const started = await source.start()
  const facts = source.facts()
  await source.stop()
  if (!started.ok || !facts) throw new Error(JSON.stringify(started))
  return facts
}

describe.each(world.clusters)('$name on a real API server', ({ name, objects }) => {
  let cluster: Cluster
  let source: ClusterSource
  let silence = async () => {}
  let expected: ClusterFacts | null = null
  beforeAll(async () => {
    cluster = await startCluster(name)
    expected = await fakeFacts(name)
    // What is absent there is absent here.
    const there = watchedKinds.filter(({ kind }) => !expected?.unseen.some(each => each.kind === kind))
    await installKinds(
      cluster.admin,
      there.map(({ apiVersion }) => apiVersion.split('/')[0] ?? ''),
    )
    await putObjects(cluster.admin, objects)
    silence = await playRecordings(cluster, objects)
    source = openCluster({ context: cluster.context(), now, log: quiet, onChange() {} })
    const started = await source.start()
    if (!started.ok) throw new Error(JSON.stringify(started.failure))
  })
  afterAll(async () => {
    await source?.stop()
    await silence()
    await cluster?.stop()
  })

  const pods = (): { pod: PodFacts; target: string }[] =>
    recordedPods(name).map(({ pod: { namespace, name }, target }) => {
      const pod = source.facts()?.pods.find(each => each.namespace === namespace && each.name === name)
      if (!pod) throw new Error(`no pod ${namespace}/${name}`)
      return { pod, target }
    })

  test('has the same facts as on the fake', async () => {
    const facts = source.facts()
    if (!facts || !expected) throw new Error('no facts')
    expect(facts.pods.length).toBeGreaterThan(0)
    expect(likeFacts(facts)).toEqual(likeFacts(expected))
  })

  test('all of its sources answer, or are not there', () => {
    const others = source.sources().filter(({ state }) => state !== 'ok')
    expect(others.filter(({ state }) => state !== 'absent')).toEqual([])
    expect(others.length).toBe(source.facts()?.unseen.length)
  })

  test('metrics, logs and the paths of each pod are those that were recorded', async () => {
    const recorded = recordedPods(name)
    expect(recorded.length).toBeGreaterThan(0)
    for (const { pod, target } of pods()) {
      const own = recorded.find(each => each.target === target)
      const metrics = await source.metrics(pod)
      expect(metrics).toEqual({ ok: true, value: own?.metrics })
      const log = await source.log(pod, { limitBytes: 1_000_000 })
      expect(log.ok && log.value.trimEnd().split('\n')).toEqual(own?.log)
      const status = await source.exec(pod, ['tailscale', 'status', '--json', '--active'])
      expect(status.ok && JSON.parse(status.value).Self.ID).toBe(own?.device)
      const derpMap = await source.exec(pod, ['tailscale', 'debug', 'derp-map'])
      const regions = derpMap.ok ? toDerpMap(JSON.parse(derpMap.value)) : derpMap
      expect(regions.ok && regions.value.length).toBe(3)
    }
  })

  test('what does not answer is told as what it is', async () => {
    const [first] = pods()
    if (!first) throw new Error('no pod')
    const { pod } = first
    expect(await source.exec(pod, ['tailscale', 'nonsense'])).toMatchObject({
      ok: false,
      failure: { code: 'exec_failed', detail: expect.stringContaining('unknown subcommand') },
    })
    expect(await source.exec(pod, ['not-there'])).toMatchObject({ ok: false })
    const gone = { ...pod, name: 'gone' }
    for (const outcome of [
      await source.exec(gone, ['tailscale', 'status', '--json', '--active']),
      await source.metrics(gone),
      await source.log(gone, { limitBytes: 1000 }),
    ])
      expect(outcome).toMatchObject({ ok: false, failure: { code: 'not_found', httpStatus: 404 } })
  })
})
