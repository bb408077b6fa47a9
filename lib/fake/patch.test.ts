import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Served, served } from './served.ts'
import { jsonPatch } from './servers/kubernetes/jsonPatch.ts'
import type { Json } from './servers/kubernetes/jsonValue.ts'
import { mergePatch } from './servers/kubernetes/mergePatch.ts'
import { strategicMerge } from './servers/kubernetes/strategicMerge.ts'

describe('strategic merge', () => {
  const template = (containers: Json) => ({ spec: { template: { spec: { containers } } } })
  const app = { name: 'app', image: 'app:1', args: ['a', 'b'] }
  const tailscale = {
    name: 'tailscale',
    image: 'ts:1',
    env: [
      { name: 'TS_USERSPACE', value: 'true' },
      { name: 'PORT', value: '1' },
    ],
    ports: [{ containerPort: 9002, name: 'metrics' }],
  }
  test.each<[what: string, patch: Json, after: Json]>([
    [
      'containers are told apart by their names',
      [{ name: 'tailscale', image: 'ts:2' }],
      [app, { ...tailscale, image: 'ts:2' }],
    ],
    ['a new one comes last', [{ name: 'new' }], [app, tailscale, { name: 'new' }]],
    ['$patch: delete takes one away', [{ name: 'app', $patch: 'delete' }], [tailscale]],
    ['$patch: delete of none', [{ name: 'none', $patch: 'delete' }], [app, tailscale]],
    ['$patch: replace puts the list anew', [{ $patch: 'replace' }, { name: 'only' }], [{ name: 'only' }]],
    [
      'variables are told apart by their names',
      [{ name: 'tailscale', env: [{ name: 'PORT', value: '41641' }] }],
      [
        app,
        {
          ...tailscale,
          env: [
            { name: 'TS_USERSPACE', value: 'true' },
            { name: 'PORT', value: '41641' },
          ],
        },
      ],
    ],
    [
      'a variable is deleted',
      [{ name: 'tailscale', env: [{ name: 'PORT', $patch: 'delete' }] }],
      [app, { ...tailscale, env: [{ name: 'TS_USERSPACE', value: 'true' }] }],
    ],
    [
      'ports are told apart by their numbers',
      [
        {
          name: 'tailscale',
          ports: [
            { containerPort: 9002, hostPort: 9002 },
            { containerPort: 41641, protocol: 'UDP' },
          ],
        },
      ],
      [
        app,
        {
          ...tailscale,
          ports: [
            { containerPort: 9002, name: 'metrics', hostPort: 9002 },
            { containerPort: 41641, protocol: 'UDP' },
          ],
        },
      ],
    ],
    ['plain lists are replaced', [{ name: 'app', args: ['c'] }], [{ ...app, args: ['c'] }, tailscale]],
    ['null removes a field', [{ name: 'app', args: null }], [{ name: 'app', image: 'app:1' }, tailscale]],
    [
      'a map is replaced as a whole where it says so',
      [{ name: 'app', $patch: 'replace', image: 'app:2' }],
      'replace is of the list',
    ],
  ])('%s', (_, patch, after) => {
    const before = template([app, tailscale])
    const result = strategicMerge('Deployment', before, template(patch))
    // An item that says "replace" empties the list, whatever else stands in it.
    expect(result).toEqual(after === 'replace is of the list' ? template([]) : template(after))
    expect(before).toEqual(template([app, tailscale]))
  })

  test.each<[string, Json, Json, Json]>([
    [
      'a map with $patch: replace',
      { a: { b: 1, c: 2 } },
      { a: { $patch: 'replace', d: 3 } },
      { a: { d: 3 } },
    ],
    ['a map with $patch: delete', { a: { b: 1 } }, { a: { $patch: 'delete' } }, { a: {} }],
    [
      '$retainKeys',
      { s: { type: 'RollingUpdate', rollingUpdate: {} } },
      { s: { $retainKeys: ['type'], type: 'Recreate' } },
      { s: { type: 'Recreate' } },
    ],
    [
      'an order alone changes nothing',
      { a: 1 },
      { '$setElementOrder/containers': [{ name: 'x' }] },
      { a: 1 },
    ],
    ['finalizers are a set', { finalizers: ['a'] }, { finalizers: ['a', 'b'] }, { finalizers: ['a', 'b'] }],
    [
      'values are dropped from a set',
      { finalizers: ['a', 'b'] },
      { '$deleteFromPrimitiveList/finalizers': ['a'] },
      { finalizers: ['b'] },
    ],
    ['a list where none was', {}, { env: [{ name: 'A' }] }, { env: [{ name: 'A' }] }],
  ])('%s', (_, before, patch, after) => {
    expect(strategicMerge('Deployment', before, patch)).toEqual(after)
  })

  test('ports of a Service are told apart by `port`', () => {
    const before = { spec: { ports: [{ port: 80, targetPort: 8080 }, { port: 443 }] } }
    const patch = { spec: { ports: [{ port: 80, nodePort: 30_080 }] } }
    expect(strategicMerge('Service', before, patch)).toEqual({
      spec: { ports: [{ port: 80, targetPort: 8080, nodePort: 30_080 }, { port: 443 }] },
    })
  })

  test('an item without its key is refused', () => {
    expect(() => strategicMerge('Deployment', { env: [] }, { env: [{ value: '1' }] })).toThrow(
      'merge key: name',
    )
  })
})

describe('merge and JSON patch', () => {
  test.each<[string, Json, Json, Json]>([
    ['maps merge', { a: { b: 1 } }, { a: { c: 2 } }, { a: { b: 1, c: 2 } }],
    ['null removes', { a: 1, b: 2 }, { a: null }, { b: 2 }],
    ['lists are replaced', { a: [1, 2] }, { a: [3] }, { a: [3] }],
    ['a map instead of a value', { a: 1 }, { a: { b: null, c: 1 } }, { a: { c: 1 } }],
  ])('merge: %s', (_, before, patch, after) => {
    expect(mergePatch(before, patch)).toEqual(after)
  })

  test('a key that JavaScript has another meaning for is data', () => {
    const patch = JSON.parse('{"labels":{"__proto__":{"polluted":"yes"}}}') as Json
    const before = { labels: {} }
    for (const after of [mergePatch(before, patch), strategicMerge('Deployment', before, patch)]) {
      expect(JSON.stringify(after)).toBe('{"labels":{"__proto__":{"polluted":"yes"}}}')
    }
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  const document = { a: { 'b/c': 1, '~': 2 }, list: [1, 2, 3] }
  test.each<[string, Json, Json]>([
    ['adds', [{ op: 'add', path: '/x', value: 1 }], { ...document, x: 1 }],
    ['adds before an item', [{ op: 'add', path: '/list/1', value: 9 }], { ...document, list: [1, 9, 2, 3] }],
    ['adds at the end', [{ op: 'add', path: '/list/-', value: 9 }], { ...document, list: [1, 2, 3, 9] }],
    [
      'replaces by an escaped key',
      [{ op: 'replace', path: '/a/b~1c', value: 9 }],
      { ...document, a: { 'b/c': 9, '~': 2 } },
    ],
    ['removes', [{ op: 'remove', path: '/a/~0' }], { ...document, a: { 'b/c': 1 } }],
    ['moves', [{ op: 'move', from: '/list/0', path: '/list/2' }], { ...document, list: [2, 3, 1] }],
    ['copies', [{ op: 'copy', from: '/a', path: '/b' }], { ...document, b: document.a }],
    [
      'tests, and goes on',
      [
        { op: 'test', path: '/list/0', value: 1 },
        { op: 'remove', path: '/list' },
      ],
      { a: document.a },
    ],
  ])('JSON patch %s', (_, patch, after) => {
    expect(jsonPatch(document, patch)).toEqual(after)
  })

  test.each<[string, Json]>([
    ['a test that fails', [{ op: 'test', path: '/list/0', value: 2 }]],
    ['nothing there to remove', [{ op: 'remove', path: '/none' }]],
    ['nothing there to replace', [{ op: 'replace', path: '/none', value: 1 }]],
    ['no parent', [{ op: 'add', path: '/none/x', value: 1 }]],
    ['an index beyond the list', [{ op: 'add', path: '/list/9', value: 1 }]],
    ['an unknown operation', [{ op: 'burn', path: '/a' }]],
    ['no list', {}],
  ])('JSON patch refuses %s', (_, patch) => {
    expect(() => jsonPatch(document, patch)).toThrow()
  })
})

describe('edits through the API', () => {
  const noon = new Date('2026-11-24T12:00:00Z')
  let lab: Served
  beforeAll(async () => {
    lab = await served(() => noon)
  })
  afterAll(() => lab.fake.close())

  const api = '/apis/apps/v1/namespaces/apps/deployments/api'
  const strategic = 'application/strategic-merge-patch+json'
  const send = (
    method: string,
    path: string,
    body: unknown,
    type = 'application/json',
    cluster = 'eks-prod',
  ) =>
    lab.ask(cluster, path, {
      method,
      headers: { 'Content-Type': type },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const containers = (list: unknown) => ({ spec: { template: { spec: { containers: list } } } })

  test.each<[string, string, string, string, unknown, number, RegExp]>([
    ['a patch that is no JSON', 'PATCH', api, strategic, '{', 400, /decoding/],
    ['a patch in an unknown format', 'PATCH', api, 'text/plain', {}, 415, /accepted media types/],
    [
      'another name',
      'PATCH',
      api,
      strategic,
      { metadata: { name: 'x' } },
      400,
      /does not match the name on the URL/,
    ],
    ['another kind', 'PATCH', api, strategic, { kind: 'Pod' }, 400, /no Deployment/],
    [
      'an old version',
      'PATCH',
      api,
      strategic,
      { metadata: { resourceVersion: '1' } },
      409,
      /has been modified/,
    ],
    [
      'no containers left',
      'PATCH',
      api,
      'application/merge-patch+json',
      containers([]),
      422,
      /Required value/,
    ],
    [
      'containers that are none',
      'PATCH',
      api,
      'application/merge-patch+json',
      containers(['x']),
      422,
      /name: Required/,
    ],
    [
      'a port that is none',
      'PATCH',
      api,
      strategic,
      containers([{ name: 'tailscale', ports: [{ containerPort: 70_000 }] }]),
      422,
      /between 1 and 65535/,
    ],
    [
      'labels that its selector does not fit',
      'PATCH',
      api,
      'application/merge-patch+json',
      { spec: { template: { metadata: { labels: null } } } },
      422,
      /selector/,
    ],
    [
      'an object that is not there',
      'PATCH',
      `${api}x`,
      strategic,
      {},
      404,
      /deployments.apps \\"apix\\" not found/,
    ],
    [
      'a JSON patch that does not fit',
      'PATCH',
      api,
      'application/json-patch+json',
      [{ op: 'remove', path: '/no' }],
      422,
      /missing path/,
    ],
    ['no object', 'PUT', api, 'application/json', [], 400, /no Deployment/],
    [
      'a name that is taken',
      'POST',
      '/apis/apps/v1/namespaces/apps/deployments',
      'application/json',
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' } },
      409,
      /already exists/,
    ],
    [
      'a namespace that is not there',
      'POST',
      '/api/v1/namespaces/none/configmaps',
      'application/json',
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } },
      404,
      /namespaces \\"none\\" not found/,
    ],
    [
      'all at once',
      'DELETE',
      '/apis/apps/v1/namespaces/apps/deployments',
      'application/json',
      '',
      405,
      /does not allow/,
    ],
  ])('%s is refused', async (_, method, path, type, body, status, message) => {
    const before = (await lab.ask('eks-prod', api)).text
    const answer = await send(method, path, body, type)
    expect([answer.status, answer.text]).toEqual([status, expect.stringMatching(message)])
    expect((await lab.ask('eks-prod', api)).text).toBe(before)
  })

  test('of a pod next to nothing may change', async () => {
    const pods = (await lab.ask('eks-prod', '/api/v1/namespaces/apps/pods')).json().items as {
      metadata: { name: string }
    }[]
    const path = `/api/v1/namespaces/apps/pods/${pods[0]?.metadata.name}`
    const host = await send('PATCH', path, { spec: { hostNetwork: true } }, strategic)
    expect([host.status, host.text]).toEqual([
      422,
      expect.stringContaining('pod updates may not change fields'),
    ])
    expect((await send('PATCH', path, { metadata: { labels: { seen: 'yes' } } }, strategic)).status).toBe(200)
  })

  test('the same again is no new version, and the status is not written beside', async () => {
    const before = await lab.ask('eks-prod', api)
    const same = await send('PATCH', api, { status: { replicas: 99 } }, strategic)
    expect([same.status, same.text]).toEqual([200, before.text])
    const dry = await send('PATCH', `${api}?dryRun=All`, { spec: { replicas: 7 } }, strategic)
    expect([dry.status, (dry.json().spec as { replicas: number }).replicas]).toEqual([200, 7])
    expect((await lab.ask('eks-prod', api)).text).toBe(before.text)
  })

  test('a custom resource knows no strategic merge', async () => {
    const path = '/apis/crd.projectcalico.org/v1/felixconfigurations/default'
    const body = { spec: { featureDetectOverride: 'SNATFullyRandom=false' } }
    expect((await send('PATCH', path, body, strategic, 'dc-calico')).status).toBe(415)
    const merged = await send('PATCH', path, body, 'application/merge-patch+json', 'dc-calico')
    expect(merged.json().spec).toMatchObject(body.spec)
  })

  test('an object is made, replaced and deleted', async () => {
    const path = '/api/v1/namespaces/apps/configmaps'
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'made' }, data: { a: '1' } }
    const made = await send('POST', path, map)
    expect([made.status, made.json().metadata]).toEqual([
      201,
      expect.objectContaining({
        uid: expect.any(String),
        creationTimestamp: '2026-11-24T12:00:00Z',
        namespace: 'apps',
      }),
    ])
    const replaced = await send('PUT', `${path}/made`, { ...made.json(), data: { b: '2' } })
    expect([replaced.status, replaced.json().data]).toEqual([200, { b: '2' }])
    expect((await send('PUT', `${path}/made`, made.json())).status).toBe(409)
    const gone = await send('DELETE', `${path}/made`, '')
    expect([gone.status, gone.json().status]).toEqual([200, 'Success'])
    expect((await lab.ask('eks-prod', `${path}/made`)).status).toBe(404)
  })

  test('a deployment that goes takes its pods along', async () => {
    expect((await send('DELETE', api, '')).status).toBe(200)
    const left = (await lab.ask('eks-prod', '/api/v1/namespaces/apps/pods')).text
    expect(left).not.toMatch(/"name":"api-/)
  })
})
