import { afterEach, describe, expect, test } from 'vitest'
import { type Served, served } from './served.ts'

const noon = new Date('2026-11-24T12:00:00Z')

interface Seen {
  type: string
  object: {
    kind: string
    code?: number
    metadata: { name: string; resourceVersion: string; annotations?: object }
  }
}

const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

async function stage() {
  const lab = await served(() => noon)
  endings.push(() => lab.fake.close())
  return lab
}

/** Opens a watch on eks-prod; `seen` resolves once an event fits. */
async function watch({ fake }: Served, path: string) {
  const cluster = fake.clusters.find(one => one.name === 'eks-prod')
  const stop = new AbortController()
  const response = await fetch(`${cluster?.url}${path}`, {
    headers: { Authorization: `Bearer ${cluster?.token}` },
    signal: stop.signal,
  })
  const events: Seen[] = []
  const waiting = new Set<() => void>()
  const reading = (async () => {
    let text = ''
    for await (const part of response.body ?? []) {
      text += Buffer.from(part).toString('utf8')
      const lines = text.split('\n')
      text = lines.pop() ?? ''
      events.push(...lines.map(line => JSON.parse(line) as Seen))
      for (const look of waiting) look()
    }
  })().catch(() => {})
  endings.push(async () => {
    stop.abort()
    await reading
  })
  return {
    events,
    ended: reading,
    seen: (fits: (event: Seen) => boolean) =>
      new Promise<Seen>(resolve => {
        const look = () => {
          const found = events.find(fits)
          if (!found) return
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),
  }
}

const patchDeployment = (lab: Served, name: string, body: unknown) =>
  lab.ask('eks-prod', `/apis/apps/v1/namespaces/apps/deployments/${name}`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/strategic-merge-patch+json' },
    body: JSON.stringify(body),
  })

const versionOf = async (lab: Served, path: string) =>
  ((await lab.ask('eks-prod', path)).json().metadata as { resourceVersion: string }).resourceVersion

const onTheHost = { spec: { template: { spec: { hostNetwork: true } } } }

describe('a watch', () => {
  test('sees an edit, and the pod that is rolled out for it', async () => {
    const lab = await stage()
    const version = await versionOf(lab, '/api/v1/pods')
    const pods = await watch(lab, `/api/v1/pods?watch=true&resourceVersion=${version}`)
    const edited = await patchDeployment(lab, 'public', onTheHost)
    expect([edited.status, edited.json().metadata]).toEqual([200, expect.objectContaining({ generation: 2 })])
    const gone = await pods.seen(event => event.type === 'DELETED')
    const made = await pods.seen(event => event.type === 'ADDED')
    expect([gone, made].map(event => event.object.metadata.name)).toEqual([
      expect.stringMatching(/^public-/),
      expect.stringMatching(/^public-/),
    ])
    expect(gone.object.metadata.name).not.toBe(made.object.metadata.name)
  })

  test('tells what was missed since a version, each once and in order', async () => {
    const lab = await stage()
    const version = await versionOf(lab, '/apis/apps/v1/deployments')
    for (const replicas of [2, 3, 1]) await patchDeployment(lab, 'api', { spec: { replicas } })
    const late = await watch(lab, `/apis/apps/v1/deployments?watch=true&resourceVersion=${version}`)
    await late.seen(() => late.events.length === 3)
    expect(
      late.events.map(event => (event.object as unknown as { spec: { replicas: number } }).spec.replicas),
    ).toEqual([2, 3, 1])
    const versions = late.events.map(event => Number(event.object.metadata.resourceVersion))
    expect(versions).toEqual(versions.toSorted((a, b) => a - b))
  })

  test('without a version begins with all that is there', async () => {
    const lab = await stage()
    const all = (await lab.ask('eks-prod', '/api/v1/nodes')).json().items as unknown[]
    const nodes = await watch(lab, '/api/v1/nodes?watch=1')
    await nodes.seen(() => nodes.events.length === all.length)
    expect(new Set(nodes.events.map(event => event.type))).toEqual(new Set(['ADDED']))
  })

  test('as a list that goes on: the end of the beginning is marked', async () => {
    const lab = await stage()
    const nodes = await watch(
      lab,
      '/api/v1/nodes?watch=true&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan',
    )
    const mark = await nodes.seen(event => event.type === 'BOOKMARK')
    expect(mark.object.metadata.annotations).toEqual({ 'k8s.io/initial-events-end': 'true' })
    expect(nodes.events.indexOf(mark)).toBeGreaterThan(3)
  })

  test('too old a version is told, and the watch ends', async () => {
    const lab = await stage()
    const version = await versionOf(lab, '/api/v1/pods')
    await patchDeployment(lab, 'api', { spec: { replicas: 2 } })
    lab.fake.compact('eks-prod')
    const old = await watch(lab, `/api/v1/pods?watch=true&resourceVersion=${version}`)
    await old.ended
    expect(old.events).toEqual([
      { type: 'ERROR', object: expect.objectContaining({ kind: 'Status', code: 410, reason: 'Expired' }) },
    ])
  })

  test('ends after its time, with a bookmark', async () => {
    const lab = await stage()
    const version = await versionOf(lab, '/api/v1/pods')
    const query = `watch=true&resourceVersion=${version}&timeoutSeconds=1&allowWatchBookmarks=true`
    const short = await watch(lab, `/api/v1/pods?${query}`)
    await short.ended
    expect(short.events.map(event => [event.type, event.object.metadata.resourceVersion])).toEqual([
      ['BOOKMARK', version],
    ])
  })

  test('with a selector: what begins to fit was added, what ceases to was deleted', async () => {
    const lab = await stage()
    const path = '/apis/apps/v1/deployments'
    const version = await versionOf(lab, path)
    const chosen = await watch(
      lab,
      `${path}?watch=true&resourceVersion=${version}&labelSelector=chosen%3Dyes`,
    )
    for (const chosenLabel of ['yes', 'no']) {
      await patchDeployment(lab, 'api', { metadata: { labels: { chosen: chosenLabel } } })
    }
    await patchDeployment(lab, 'api', { metadata: { labels: { chosen: 'yes' } } })
    await chosen.seen(() => chosen.events.length === 3)
    expect(chosen.events.map(event => event.type)).toEqual(['ADDED', 'DELETED', 'ADDED'])
  })

  test('a controller of the world acts on a tick: nothing is told while nothing changes', async () => {
    const lab = await stage()
    const version = await versionOf(lab, '/api/v1/pods')
    lab.fake.tick()
    lab.fake.tick()
    expect(await versionOf(lab, '/api/v1/pods')).toBe(version)
  })
})
