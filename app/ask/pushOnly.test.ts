import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Question, Views } from '#components/live/views.ts'
import { readConfig } from '#lib/config/readConfig.ts'
import { labText } from '#lib/fake/world/labFile.ts'
import { recording } from '#lib/fake/world/recording.ts'
import { runReal } from '#lib/poll/runReal.ts'
import { readTokenCommand } from '#lib/push/readTokenCommand.ts'
import { receivePush } from '#lib/push/receivePush.ts'
import { runTokenCommand } from '#lib/push/runTokenCommand.ts'
import { aMessage, aPod } from '#lib/push/testMessages.ts'
import { rightsView } from '#lib/report/rightsView.ts'
import { sourcesVerdict } from '#lib/report/sourcesVerdict.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, type Database, openDatabase } from '#lib/store/database.ts'
import type { Ask } from './ask.ts'
import { cluster } from './cluster.ts'
import { device } from './device.ts'
import { search } from './search.ts'
import { sources } from './sources.ts'
import { standing } from './standing.ts'
import { target } from './target.ts'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

const own = recording('base', 'api')
let db: Database
let url: string
beforeEach(async () => {
  const database = await testDatabase()
  endings.push(database.close)
  url = database.url
  db = openDatabase(url)
  endings.push(() => closeDatabase(db))
})

/** A collector with this configuration and neither a credential nor a cluster, until the test ends. */
async function collecting(env: Record<string, string> = {}): Promise<void> {
  const files: Record<string, string> = {
    '/tailpath.yaml': 'intervals: { status: 1, diagnose: 1 }',
    '/derp.json': labText('derpmap.json'),
  }
  const read = readConfig(
    { TAILSCALE_API: 'off', TAILPATH_CONFIG: '/tailpath.yaml', ...env },
    file => files[file] ?? '',
  )
  if (!read.ok || read.config.mode === 'demo') throw new Error(JSON.stringify(read))
  const stop = new AbortController()
  const said: string[] = []
  const log = pino({ level: 'silent' })
  const ended = runReal({
    config: read.config,
    db,
    url,
    log,
    signal: stop.signal,
    say: line => void said.push(line),
  })
  endings.push(async () => {
    stop.abort()
    await ended
  })
  await expect.poll(() => said, { timeout: 20_000 }).toEqual(['ready'])
}

/** The endpoint of the pages, over HTTP; pushes what the pod eks-prod/apps/api said in the lab. */
async function pushing(): Promise<() => Promise<void>> {
  const server = createServer(async (request, response) => {
    const asked = new Request('http://x/api/v1/push', {
      method: 'POST',
      headers: request.headers as Record<string, string>,
      body: await text(request),
    })
    const answer = await receivePush(db, asked)
    response.writeHead(answer.status).end(await answer.text())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  endings.push(() => server.close())
  const read = readTokenCommand(['create', 'edge', '--cluster', 'eks-prod', '--namespaces', '*'])
  if (!read.ok) throw new Error(read.why)
  const bearer = (await runTokenCommand(db, read.command)).text.trim()
  let sequence = 0
  return async () => {
    sequence += 1
    const message = aMessage({
      sequence,
      intervalSeconds: 5,
      pod: { ...aPod, namespace: own.pod.namespace, name: own.pod.name, workload: 'Deployment/api' },
      status: JSON.stringify(own.status),
      metrics: own.metrics,
    })
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/push`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${bearer}` },
      body: JSON.stringify(message),
    })
    expect(answer.status, await answer.text()).toBe(200)
  }
}

async function see<Q extends Question>(ask: Ask<Q>, params: object = {}): Promise<Views[Q]> {
  const now = new Date()
  const window = { from: new Date(now.getTime() - 3_600_000), to: now }
  const view = await ask.answer({ db, now, window, params: params as never })
  if (!view) throw new Error(`no answer to ${ask.question}`)
  return view
}

const api = { cluster: 'eks-prod', namespace: 'apps', name: 'api' }
const patience = { timeout: 20_000, interval: 200 }

describe('with push tokens alone, no credential and no cluster', () => {
  test('before anybody pushed, /settings says that nothing is to be asked', async () => {
    await collecting()
    await expect
      .poll(async () => sourcesVerdict(await see(sources)).headline, patience)
      .toBe('Nothing has been pushed yet, and nothing else is to be asked.')
    expect((await see(standing)).name).toBe('-')
  })

  test('the pages show the pod, its links, its peers and whose tailnet it is, and say what is not known', async () => {
    await collecting()
    const push = await pushing()
    await push()
    await expect.poll(async () => (await see(standing)).judged, patience).toBe(1)
    await expect.poll(async () => (await see(standing)).name, patience).toBe('fake-control.example.net')

    const page = await see(target, api)
    expect(page.verdict.headline).toContain('5 of 7 active links go through DERP')
    const fact = (label: string) => page.facts.find(each => each.label === label)?.value
    expect(fact('Seen by')).toBe('push, metrics, status')
    expect(fact('Device')).toBe('api.lab.ts.net')
    // No map of the regions, as nobody may be asked: the number stands for its name.
    expect(fact('Home DERP')).toBe('region 1')

    const states = async () => rightsView(await see(sources)).map(({ tier, state }) => [tier, state])
    await expect.poll(states, patience).toEqual([
      ['T0', 'off'],
      ['T1', 'untried'],
      ['T2', 'untried'],
      ['T3', 'untried'],
      ['T4', 'untried'],
      ['push', 'works'],
    ])
    const rows = rightsView(await see(sources))
    expect(rows[0]?.says).toBe('Tailscale API: TAILSCALE_API is off')
    expect(sourcesVerdict(await see(sources)).reasons.join(' ')).toContain('The Tailscale API is off')
    const tiers = (await see(cluster, { cluster: 'eks-prod' })).tiers
    expect(tiers.find(({ tier }) => tier === 'T0')).toMatchObject({ pods: 0, isOff: true })
  })

  test('a peer is found by its name and its tailnet address, as one that no list names', async () => {
    await collecting()
    const push = await pushing()
    await push()
    await expect
      .poll(async () => (await see(search, { q: '100.64.0.13' })).hits.map(({ title }) => title), patience)
      .toEqual(['calico.lab.ts.net'])
    const view = await see(device, { device: 'TESTCTRL0000000d' })
    expect(view).toMatchObject({ name: 'calico.lab.ts.net', isUnlisted: true })
    expect(view.chainBy).not.toBe('api')
    expect(view.facts).toContainEqual(expect.objectContaining({ label: 'User', value: null }))
  })

  test('with a DERP map in a file the regions have their names', async () => {
    await collecting({ TAILPATH_DERP_MAP: '/derp.json' })
    const push = await pushing()
    await push()
    await expect
      .poll(async () => {
        const { judged } = await see(standing)
        if (judged === 0) return null
        return (await see(target, api)).facts.find(({ label }) => label === 'Home DERP')?.value
      }, patience)
      .toMatch(/^nyc/)
  })
})

test('a database that had read the API does not go on to show what it said as if it were read', async () => {
  const at = new Date()
  await db.sourceHealth.createMany({
    data: ['tailscale:devices', 'tailscale:policy', 'tailscale:settings'].map(id => ({
      id,
      title: id,
      state: 'ok',
      since: at,
      lastOkAt: at,
      lastTryAt: at,
    })),
  })
  await collecting()
  const states = async () => (await see(sources)).tailscale.map(({ id, state }) => [id, state])
  await expect.poll(states, patience).toEqual([['tailscale:devices', 'off']])
})
