import { afterEach, describe, expect, test, vi } from 'vitest'
import type { ClusterSource } from './openCluster.ts'
import { openCluster } from './openCluster.ts'
import type { Pacing } from './pacing.ts'
import {
  type Answer,
  json,
  list,
  refusal,
  type ScriptedServer,
  scriptedServer,
  watch,
} from './scriptedServer.ts'

const pacing: Pacing = { firstPauseMs: 5, longestPauseMs: 20, recheckMs: 20, pollMs: 20, watchSeconds: 60 }
const log = { info: () => {}, warn: () => {} }

const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

async function server(): Promise<ScriptedServer> {
  const made = await scriptedServer()
  endings.push(() => made.close())
  return made
}

function open(from: ScriptedServer, onChange = () => {}): ClusterSource {
  const source = openCluster({ context: from.context(), onChange, now: () => new Date(), log, pacing })
  endings.push(() => source.stop())
  return source
}

const pod = (name: string, resourceVersion = '1', phase = 'Running') => ({
  metadata: { name, namespace: 'apps', uid: `uid of ${name}`, resourceVersion },
  spec: { containers: [{ name: 'main', image: 'tailscale/tailscale:v1.102.5' }] },
  status: { phase },
})
const pods = '/api/v1/pods'
const event = (type: string, object: unknown) => ({ type, object })
const bookmark = (resourceVersion: string) =>
  event('BOOKMARK', { kind: 'Pod', metadata: { resourceVersion } })

const names = (source: ClusterSource) => (source.facts()?.pods ?? []).map(each => each.name).sort()
const stateOf = (source: ClusterSource, title: string) =>
  source.sources().find(each => each.title === `${title} objects`)
/** Answers in the given order; the last one goes on. */
const inTurn = (...answers: [Answer, ...Answer[]]): Answer => {
  let turn = 0
  return (...asked) => (answers[Math.min(turn++, answers.length - 1)] ?? answers[0])(...asked)
}
const soon = (check: () => void) => vi.waitFor(check, { timeout: 3_000, interval: 5 })

describe('the first picture', () => {
  test('lists by pages, and names the cluster by its kube-system', async () => {
    const api = await server()
    api.on(pods, (response, url, request) => {
      const pages: Record<string, Answer> = {
        '': list([pod('a')], '7', 'second'),
        second: list([pod('b')], '7', 'third'),
        third: list([pod('c')], '7'),
      }
      pages[url.searchParams.get('continue') ?? '']?.(response, url, request)
    })
    const source = open(api)
    expect(await source.start()).toEqual({ ok: true, value: 'uid-1' })
    expect(names(source)).toEqual(['a', 'b', 'c'])
    const asked = api.asked.filter(path => path.startsWith(`${pods}?`) && !path.includes('watch'))
    expect(asked.every(path => path.includes('limit=500'))).toBe(true)
    await soon(() =>
      expect(api.asked.some(path => path.includes('watch=1') && path.includes('resourceVersion=7&'))).toBe(
        true,
      ),
    )
  })

  test('a continuation that expires between two pages: the list begins anew, in one piece', async () => {
    const api = await server()
    api.on(pods, (response, url, request) => {
      const isSecond = url.searchParams.has('continue')
      const isWhole = !url.searchParams.has('limit')
      const answer = isWhole
        ? list([pod('a'), pod('b')])
        : isSecond
          ? refusal(410)
          : list([pod('a')], '7', 'next')
      answer(response, url, request)
    })
    const source = open(api)
    await source.start()
    expect(names(source)).toEqual(['a', 'b'])
  })

  test('a server that gives the same page for ever is given up', async () => {
    const api = await server()
    api.on(pods, list([pod('a')], '7', 'again'))
    expect(await open(api).start()).toMatchObject({ ok: false, failure: { code: 'malformed' } })
  })

  test('a missing kind and a refused one are facts', async () => {
    const api = await server()
    api.on('/apis/tailscale.com/v1alpha1/connectors', refusal(404))
    api.on('/apis/networking.k8s.io/v1/networkpolicies', refusal(403, 'networkpolicies is forbidden'))
    const source = open(api)
    expect(await source.start()).toMatchObject({ ok: true })
    expect(stateOf(source, 'Connector')).toMatchObject({ state: 'absent', failure: null })
    expect(stateOf(source, 'NetworkPolicy')).toMatchObject({
      state: 'denied',
      failure: { code: 'forbidden', httpStatus: 403 },
    })
    expect(source.facts()?.unseen).toEqual([
      { kind: 'NetworkPolicy', why: 'forbidden' },
      { kind: 'Connector', why: 'absent' },
    ])
  })

  test('a kind that only fails holds nobody up, and comes when it can', async () => {
    const api = await server()
    api.on('/apis/networking.k8s.io/v1/ingresses', refusal(500))
    const source = open(api)
    expect(await source.start()).toMatchObject({ ok: true })
    expect(source.facts()?.unseen).toEqual([{ kind: 'Ingress', why: 'failed' }])
    api.on('/apis/networking.k8s.io/v1/ingresses', list([]))
    await soon(() => expect(source.facts()?.unseen).toEqual([]))
  })

  test.each([
    ['without pods there is nothing to see', refusal(403), 'forbidden'],
    ['pods that are not found: no API server speaks here', refusal(404), 'not_found'],
    ['a page of HTML', (response: Parameters<Answer>[0]) => void response.end('<html>'), 'malformed'],
  ])('%s', async (_, answer: Answer, code) => {
    const api = await server()
    api.on(pods, answer)
    expect(await open(api).start()).toMatchObject({ ok: false, failure: { code } })
  })

  test('a server that is away', async () => {
    const api = await server()
    await api.close()
    expect(await open(api).start()).toMatchObject({ ok: false, failure: { code: 'refused' } })
  })

  test('objects that are none are left out, the others stay', async () => {
    const api = await server()
    api.on(
      pods,
      list([null, 7, {}, { metadata: {} }, pod('a'), { metadata: { name: 'odd', labels: 'x' }, spec: [] }]),
    )
    const source = open(api)
    await source.start()
    expect(names(source)).toEqual(['a'])
  })
})

describe('the watch', () => {
  test('adds, changes and removes', async () => {
    const api = await server()
    api.on(pods, list([pod('a'), pod('b')]))
    api.on(
      `${pods}?watch`,
      watch(
        event('ADDED', pod('c', '101')),
        event('MODIFIED', pod('a', '102', 'Failed')),
        event('DELETED', pod('b', '103')),
      ),
    )
    const source = open(api)
    await source.start()
    await soon(() => expect(names(source)).toEqual(['a', 'c']))
    expect(source.facts()?.pods.find(each => each.name === 'a')?.phase).toBe('Failed')
  })

  test('an event that changes nothing of use changes nothing', async () => {
    const api = await server()
    const node = (resourceVersion: string, heartbeat: string) => ({
      metadata: { name: 'n', resourceVersion },
      status: { addresses: [], conditions: [{ type: 'Ready', lastHeartbeatTime: heartbeat }] },
    })
    api.on('/api/v1/nodes', list([node('1', '10:00')]))
    let send = (_line: string) => {}
    let isOpen = false
    api.on('/api/v1/nodes?watch', response => {
      response.writeHead(200).flushHeaders()
      send = line => void response.write(line)
      isOpen = true
    })
    let changes = 0
    const source = open(api, () => void changes++)
    await source.start()
    await soon(() => expect(isOpen).toBe(true))
    const facts = source.facts()
    const before = changes
    send(`${JSON.stringify(event('MODIFIED', node('2', '10:05')))}\n`)
    send(
      `${JSON.stringify(event('MODIFIED', { ...node('3', '10:06'), spec: { providerID: 'aws:///i-1' } }))}\n`,
    )
    await soon(() => expect(changes).toBe(before + 1))
    expect(facts?.nodes[0]?.providerId).toBeNull()
    expect(source.facts()?.nodes[0]?.providerId).toBe('aws:///i-1')
    expect(source.facts()).toBe(source.facts())
  })

  test('cut in the middle of a line, it goes on from the last bookmark without listing anew', async () => {
    const api = await server()
    api.on(pods, list([pod('a')]))
    api.on(
      `${pods}?watch`,
      inTurn(
        watch(event('ADDED', pod('b', '150')), bookmark('170'), 'cut'),
        watch(event('ADDED', pod('c', '180'))),
      ),
    )
    const source = open(api)
    await source.start()
    await soon(() => expect(names(source)).toEqual(['a', 'b', 'c']))
    const asked = api.asked.filter(path => path.startsWith(`${pods}?`))
    expect(asked.filter(path => !path.includes('watch'))).toHaveLength(1)
    expect(
      asked
        .filter(path => path.includes('watch'))
        .map(path => new URL(path, 'http://x').searchParams.get('resourceVersion')),
    ).toEqual(['100', '170'])
    expect(
      asked.filter(path => path.includes('watch')).every(path => path.includes('allowWatchBookmarks=true')),
    ).toBe(true)
    expect(stateOf(source, 'Pod')?.state).toBe('ok')
  })

  test.each([
    ['410 as an event', watch(event('ERROR', { kind: 'Status', code: 410, reason: 'Expired' }))],
    ['410 as the answer', refusal(410)],
    ['a line that is no JSON', watch('{"type": oops}\n')],
    ['an event of no known type', watch(event('SURPRISE', pod('x')))],
    [
      'another error of the server',
      watch(event('ERROR', { kind: 'Status', code: 500, reason: 'InternalError' })),
    ],
  ])('%s: lists anew', async (_, first) => {
    const api = await server()
    api.on(pods, inTurn(list([pod('a'), pod('b')]), list([pod('b'), pod('c')], '200')))
    api.on(`${pods}?watch`, inTurn(first, watch()))
    const source = open(api)
    await source.start()
    await soon(() => expect(names(source)).toEqual(['b', 'c']))
    await soon(() => expect(stateOf(source, 'Pod')?.state).toBe('ok'))
    await soon(() => expect(api.asked.filter(path => path.includes('resourceVersion=200'))).not.toEqual([]))
  })

  test('an event beyond all bounds is not gathered', async () => {
    const api = await server()
    api.on(pods, list([pod('a')]))
    api.on(`${pods}?watch`, response => {
      response.writeHead(200)
      const flood = () => {
        while (!response.destroyed && response.write('x'.repeat(1024 * 1024))) {}
      }
      response.on('drain', flood)
      flood()
    })
    const source = open(api)
    await source.start()
    await soon(() => expect(stateOf(source, 'Pod')?.failure?.code).toBe('too_large'))
    expect(names(source)).toEqual(['a'])
  })

  test('a right that is taken: what was known stays, the source says so, and it comes back', async () => {
    const api = await server()
    api.on(pods, inTurn(list([pod('a')]), refusal(403)))
    api.on(`${pods}?watch`, inTurn(watch(null), refusal(403)))
    const source = open(api)
    await source.start()
    await soon(() =>
      expect(stateOf(source, 'Pod')).toMatchObject({ state: 'denied', failure: { code: 'forbidden' } }),
    )
    expect(names(source)).toEqual(['a'])
    api.on(pods, list([pod('a'), pod('b')]))
    api.on(`${pods}?watch`, watch())
    await soon(() => expect(names(source)).toEqual(['a', 'b']))
    await soon(() => expect(stateOf(source, 'Pod')?.state).toBe('ok'))
  })

  test('a kind that is uninstalled takes its objects with it', async () => {
    const api = await server()
    const path = '/apis/crd.projectcalico.org/v1/ippools'
    api.on(path, list([{ metadata: { name: 'pool', resourceVersion: '1' }, spec: {} }]))
    let end = () => {}
    api.on(`${path}?watch`, response => {
      response.writeHead(200).flushHeaders()
      end = () => void response.end()
    })
    const source = open(api)
    await source.start()
    expect(source.facts()?.objects.map(each => each.kind)).toEqual(['IPPool'])
    await soon(() => expect(api.asked.some(asked => asked.startsWith(`${path}?watch`))).toBe(true))
    api.on(path, refusal(404))
    api.on(`${path}?watch`, refusal(404))
    end()
    await soon(() => expect(source.facts()?.objects).toEqual([]))
    expect(stateOf(source, 'IPPool')?.state).toBe('absent')
    expect(source.facts()?.unseen).toEqual([{ kind: 'IPPool', why: 'absent' }])
  })

  test('an API server that goes away is a recorded failure, and comes back by itself', async () => {
    const api = await server()
    api.on(pods, list([pod('a')]))
    const source = open(api)
    await source.start()
    await api.close()
    await soon(() =>
      expect(stateOf(source, 'Pod')).toMatchObject({ state: 'failing', failure: { code: 'refused' } }),
    )
    expect(names(source)).toEqual(['a'])
    const again = await scriptedServer(api.port)
    endings.push(() => again.close())
    again.on(`${pods}?watch`, inTurn(watch(event('ADDED', pod('b', '120'))), watch()))
    await soon(() => expect(names(source)).toEqual(['a', 'b']))
    await soon(() => expect(source.sources().filter(each => each.state === 'failing')).toEqual([]))
  })
})

describe('config maps', () => {
  test('are got by name, never listed, and followed', async () => {
    const api = await server()
    const path = '/api/v1/namespaces/kube-system/configmaps/cilium-config'
    const config = (masquerade: string) =>
      json({ metadata: { name: 'cilium-config', namespace: 'kube-system' }, data: { masquerade } })
    api.on(path, inTurn(config('true'), config('false')))
    const source = open(api)
    await source.start()
    const dataNow = () => source.facts()?.objects.find(each => each.kind === 'ConfigMap')?.data
    expect(dataNow()).toBeDefined()
    await soon(() => expect(dataNow()).toEqual({ masquerade: 'false' }))
    api.on(path, refusal(404))
    await soon(() => expect(dataNow()).toBeUndefined())
    expect(
      api.asked.some(asked => /\/(configmaps|secrets)(\?|$)/.test(asked) || asked.includes('/secrets/')),
    ).toBe(false)
  })
})

describe('the end', () => {
  test('a stop ends watches, and a list that never answers', async () => {
    const api = await server()
    api.on(pods, () => {})
    const source = open(api)
    const started = source.start()
    await soon(() => expect(api.asked.some(path => path.startsWith(pods))).toBe(true))
    await source.stop()
    expect(await started).toMatchObject({ ok: false, failure: { code: 'stopped' } })
    // What was on its way when it stopped.
    await new Promise(resolve => setTimeout(resolve, 30))
    const asked = api.asked.length
    await new Promise(resolve => setTimeout(resolve, 60))
    expect(api.asked.length).toBe(asked)
  })
})

describe('rights', () => {
  test('an exec needs both verbs', async () => {
    const api = await server()
    const reviews: unknown[] = []
    api.on('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', (response, url, request) => {
      let text = ''
      request.on('data', chunk => {
        text += chunk
      })
      request.on('end', () => {
        const { resourceAttributes } = JSON.parse(text).spec
        reviews.push(resourceAttributes)
        const { verb, subresource } = resourceAttributes
        const allowed = subresource === 'exec' ? verb === 'get' : subresource === 'log'
        json({ status: { allowed } }, 201)(response, url, request)
      })
    })
    const source = open(api)
    expect(await source.rights('apps')).toEqual({ ok: true, value: { exec: 'no', proxy: 'no', log: 'yes' } })
    expect(reviews).toContainEqual({
      namespace: 'apps',
      verb: 'create',
      group: '',
      resource: 'pods',
      subresource: 'exec',
    })
    api.on('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', refusal(500))
    expect(await source.rights('apps')).toMatchObject({ ok: false, failure: { code: 'server_error' } })
  })
})

describe('metrics and logs', () => {
  const target = {
    namespace: 'apps',
    name: 'a',
    container: { name: 'ts', image: '', args: [], env: [], ports: [], memoryLimitBytes: null },
  }

  test('metrics come through the proxy at port 9002', async () => {
    const api = await server()
    api.on('/api/v1/namespaces/apps/pods/a%3A9002/proxy/metrics', response => void response.end('up 1\n'))
    expect(await open(api).metrics(target)).toEqual({ ok: true, value: 'up 1\n' })
  })

  test('nobody listens at the port', async () => {
    const api = await server()
    const message = 'error trying to reach service: dial tcp 10.1.2.3:9002: connect: connection refused'
    api.on('/api/v1/namespaces/apps/pods/a%3A9002/proxy/metrics', refusal(503, message))
    expect(await open(api).metrics(target)).toMatchObject({
      ok: false,
      failure: { code: 'refused', httpStatus: 503 },
    })
  })

  test('a log of one container, of a time, within a size', async () => {
    const api = await server()
    api.on('/api/v1/namespaces/apps/pods/a/log', (response, url) => void response.end(url.search))
    expect(await open(api).log(target, { sinceSeconds: 59.2, limitBytes: 1000 })).toEqual({
      ok: true,
      value: '?container=ts&limitBytes=1000&sinceSeconds=60',
    })
  })

  test('a container that waits has no log yet', async () => {
    const api = await server()
    const message = 'container "ts" in pod "a" is waiting to start: ContainerCreating'
    api.on('/api/v1/namespaces/apps/pods/a/log', refusal(400, message))
    expect(await open(api).log(target, { limitBytes: 1000 })).toMatchObject({
      ok: false,
      failure: { code: 'not_running' },
    })
  })
})
