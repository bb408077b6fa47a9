import { pino } from 'pino'
import { afterEach, describe, expect, test } from 'vitest'
import { type Fake, startFake } from '#lib/fake/startFake.ts'
import { labWorld } from '#lib/fake/world/labWorld.ts'
import { fromKubeconfig, fromServiceAccount } from './clusterOpeners.ts'

const parts = { log: pino({ level: 'silent' }), now: () => new Date('2026-11-24T10:00:00Z') }

const endings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

async function lab(): Promise<Fake> {
  const fake = await startFake({ world: labWorld(), now: parts.now })
  endings.push(() => fake.close())
  return fake
}

describe('clusters of a kubeconfig', () => {
  test('one for each context, or for each that is asked for', async () => {
    const fake = await lab()
    const names = (contexts?: string[]) =>
      fromKubeconfig(fake.kubeconfig(), parts, contexts).map(({ name }) => name)
    expect(names()).toEqual(fake.clusters.map(({ name }) => name))
    expect(names(['gke-private', 'dc-calico'])).toEqual(['gke-private', 'dc-calico'])
  })

  test('one that is not there fails alone, at its start', async () => {
    const fake = await lab()
    const [gone, good] = fromKubeconfig(fake.kubeconfig(), parts, ['gone', 'dc-calico'])
    const broken = gone?.open(() => {})
    expect(await broken?.start()).toMatchObject({ ok: false, failure: { code: 'not_found' } })
    await broken?.stop()
    const source = good?.open(() => {})
    endings.push(async () => await source?.stop())
    expect(await source?.start()).toEqual({
      ok: true,
      value: fake.clusters.find(({ name }) => name === 'dc-calico')?.uid,
    })
  })

  test('what is no kubeconfig is said without its text', () => {
    expect(() => fromKubeconfig('users: [{ token: hunter2', parts)).toThrow(/^the kubeconfig is not YAML$/)
  })
})

test('in a pod without a service account the start fails', async () => {
  const source = fromServiceAccount(
    { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' },
    parts,
  ).open(() => {})
  expect(await source.start()).toMatchObject({ ok: false, failure: { code: 'unauthorized' } })
  await source.stop()
})

describe('a cluster of the lab over real HTTP', () => {
  test('a pod is looked into by exec, metrics and log, and an edit shows', async () => {
    const fake = await lab()
    const [opener] = fromKubeconfig(fake.kubeconfig(), parts, ['eks-prod'])
    let changes = 0
    const source = opener?.open(() => void changes++)
    if (!source) throw new Error('no such cluster')
    endings.push(() => source.stop())
    await source.start()
    const [pod] = source.facts()?.pods ?? []
    if (!pod) throw new Error('the cluster has pods')
    expect(await source.rights(pod.namespace)).toEqual({
      ok: true,
      value: { exec: 'yes', proxy: 'yes', log: 'yes' },
    })
    const [status, metrics, log] = await Promise.all([
      source.exec(pod, ['tailscale', 'status', '--json', '--active']),
      source.metrics(pod),
      source.log(pod, { limitBytes: 512 * 1024 }),
    ])
    expect(status.ok && JSON.parse(status.value).BackendState).toBe('Running')
    expect(metrics.ok && metrics.value).toContain('tailscaled_outbound_bytes_total')
    expect(log.ok && log.value).toContain('NetInfo')
    const before = changes
    fake.remove('eks-prod', { apiVersion: 'v1', kind: 'Pod', namespace: pod.namespace, name: pod.name })
    await expect.poll(() => source.facts()?.pods.some(({ uid }) => uid === pod.uid)).toBe(false)
    expect(changes).toBeGreaterThan(before)
  })

  test('versions that the server forgot cost a new list and nothing else', async () => {
    const fake = await lab()
    const [opener] = fromKubeconfig(fake.kubeconfig(), parts, ['eks-prod'])
    const source = opener?.open(() => {})
    if (!source) throw new Error('no such cluster')
    endings.push(() => source.stop())
    await source.start()
    const before = source.facts()?.pods.length
    fake.compact('eks-prod')
    await expect
      .poll(() => source.sources().every(({ state }) => state === 'ok' || state === 'absent'))
      .toBe(true)
    expect(source.facts()?.pods.length).toBe(before)
  })
})
