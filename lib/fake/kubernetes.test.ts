import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type Served, served } from './served.ts'

const noon = new Date('2026-11-24T12:00:00Z')
let lab: Served
beforeAll(async () => {
  lab = await served(() => noon)
})
afterAll(() => lab.fake.close())

const ask = (path: string, request?: RequestInit) => lab.ask('eks-prod', path, request)
interface Item {
  metadata: { name: string; namespace: string; uid: string }
}
const items = (answer: Answer) => answer.json().items as Item[]
const names = (answer: Answer) => items(answer).map(item => item.metadata.name)

/** The pod of a target of the lab in eks-prod. */
async function podOf(target: string): Promise<string> {
  const found = names(await ask('/api/v1/namespaces/apps/pods')).find(name => name.startsWith(`${target}-`))
  if (!found) throw new Error(`no pod of ${target}`)
  return found
}

describe('what the API server answers', () => {
  test.each<[string, string, number, RegExp]>([
    ['its version', '/version', 200, /"gitVersion":"v1\.\d+/],
    ['health', '/readyz', 200, /^ok$/],
    ['its groups', '/apis', 200, /"name":"tailscale\.com"/],
    ['resources of the core', '/api/v1', 200, /"name":"pods"/],
    ['nodes', '/api/v1/nodes', 200, /"kind":"NodeList"/],
    ['one node', '/api/v1/nodes/nowhere', 404, /nodes \\"nowhere\\" not found/],
    [
      'custom resources that are installed',
      '/apis/tailscale.com/v1alpha1/proxyclasses',
      200,
      /"kind":"ProxyClassList"/,
    ],
    ['installed, and none there', '/apis/tailscale.com/v1alpha1/connectors', 200, /"items":\[\]/],
    ['custom resources that are not', '/apis/cilium.io/v2/ciliumnetworkpolicies', 404, /^404 page not found/],
    ['an unknown resource of a known group', '/api/v1/apples', 404, /"reason":"NotFound"/],
    ['a path that is no path', '/api/v1/pods/%zz', 404, /not found/],
    ['a pod whose name is no name', '/api/v1/namespaces/apps/pods/..%2F..%2Fsecrets', 404, /not found/],
    ['a namespace of its own', '/api/v1/namespaces/apps', 200, /"kind":"Namespace"/],
    [
      'a field that nothing is selected by',
      '/api/v1/pods?fieldSelector=spec.image%3Dx',
      400,
      /not supported/,
    ],
    ['a selector that is none', '/api/v1/pods?labelSelector=a%20b', 400, /unable to parse/],
    ['a version from the future', '/api/v1/pods?resourceVersion=99999', 504, /Too large resource version/],
    ['a page that was never given', '/api/v1/pods?continue=nonsense', 400, /continue/],
    ['a scale that nobody serves', '/apis/apps/v1/namespaces/apps/deployments/api/scale', 404, /NotFound/],
  ])('%s', async (_, path, status, body) => {
    const answer = await ask(path)
    expect([answer.status, answer.text]).toEqual([status, expect.stringMatching(body)])
  })

  test('nobody without the token', async () => {
    const answer = await ask('/api/v1/pods', { headers: { Authorization: 'Bearer wrong' } })
    expect([answer.status, answer.json().reason]).toEqual([401, 'Unauthorized'])
  })

  test('pages of one moment, though a pod is replaced in between', async () => {
    const all = items(await ask('/api/v1/pods'))
    const first = await ask('/api/v1/pods?limit=3')
    const { continue: token, remainingItemCount } = first.json().metadata as Record<string, unknown>
    expect(remainingItemCount).toBe(all.length - 3)
    const last = all.at(-1)?.metadata ?? { name: '', namespace: '' }
    lab.fake.remove('eks-prod', { apiVersion: 'v1', kind: 'Pod', ...last })
    const rest = await ask(`/api/v1/pods?limit=500&continue=${token}`)
    const uids = (pods: Item[]) => pods.map(pod => pod.metadata.uid)
    expect(uids([...items(first), ...items(rest)])).toEqual(uids(all))
    expect(uids(items(await ask('/api/v1/pods')))).not.toContain(all.at(-1)?.metadata.uid)
  })

  test('a page is too old after a compaction', async () => {
    const { continue: token } = (await ask('/api/v1/pods?limit=3')).json().metadata as Record<string, unknown>
    lab.fake.compact('eks-prod')
    const answer = await ask(`/api/v1/pods?limit=3&continue=${token}`)
    expect([answer.status, answer.json().reason]).toEqual([410, 'Expired'])
  })

  test.each([
    ['app=api', true],
    ['app==api,app', true],
    ['app in (web, api)', true],
    ['!nothing,app', true],
    ['nothing!=there', true],
    ['app!=api', false],
    ['app notin (api)', false],
    ['!app', false],
  ])('labels: is the pod of "api" among %s', async (selector, isAmong) => {
    const found = names(
      await ask(`/api/v1/namespaces/apps/pods?labelSelector=${encodeURIComponent(selector)}`),
    )
    expect(found.some(name => name.startsWith('api-'))).toBe(isAmong)
  })

  test('metadata alone, for whoever asks for it', async () => {
    const accept = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json'
    const list = await ask('/apis/apps/v1/deployments', { headers: { Accept: accept } })
    expect(list.json()).toMatchObject({ kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1' })
    expect(items(list).map(item => Object.keys(item).toSorted())).toEqual(
      items(list).map(() => ['apiVersion', 'kind', 'metadata']),
    )
    expect(names(list)).toEqual(names(await ask('/apis/apps/v1/deployments')))
  })

  test('one pod by a field', async () => {
    const pod = await podOf('api')
    expect(names(await ask(`/api/v1/pods?fieldSelector=metadata.name%3D${pod}`))).toEqual([pod])
  })
})

describe('what a pod answers', () => {
  const pod = async (target: string, what: string) =>
    ask(`/api/v1/namespaces/apps/pods/${await podOf(target)}${what}`)

  test('metrics through the proxy, and nothing on another port', async () => {
    expect((await pod('api', ':9002/proxy/metrics')).text).toMatch(
      /^tailscaled_inbound_bytes_total\{path="derp"\} \d+$/m,
    )
    const closed = await pod('api', ':9100/proxy/metrics')
    expect([closed.status, closed.text]).toEqual([503, expect.stringContaining('connection refused')])
    expect((await pod('api', ':9002/proxy/other')).status).toBe(404)
  })

  test.each<[string, (log: string[]) => boolean]>([
    ['tailLines=2', log => log.length === 2],
    ['tailLines=0', log => log.length === 0],
    ['limitBytes=40', log => log.join('\n').length === 40],
    ['sinceSeconds=1', log => log.length === 0],
    ['timestamps=true', log => log.every(line => /^\d{4}-\d\d-\d\dT[\d:.]+Z \d{4}\//.test(line))],
    ['', log => log.some(line => line.includes('NetInfo{'))],
  ])('its log with %s', async (query, isRight) => {
    const { status, text } = await pod('api', `/log?container=tailscale&${query}`)
    expect(status).toBe(200)
    expect(isRight(text.split('\n').filter(line => line !== ''))).toBe(true)
  })

  test.each([
    ['no container named, of several', '/log', 400, 'a container name must be specified'],
    ['a container that is not there', '/log?container=x', 400, 'container x is not valid'],
    ['a number that is none', '/log?container=tailscale&tailLines=-1', 422, 'tailLines'],
    ['the run before, that never was', '/log?container=tailscale&previous=true', 400, 'previous terminated'],
    ['exec without an upgrade', '/exec?command=ls', 400, 'Upgrade'],
    ['an attach that nobody serves', '/attach', 404, 'not found'],
  ])('%s', async (_, what, status, message) => {
    const answer = await pod('api', what)
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(message)])
  })

  test('a container without tailscaled has an empty log', async () => {
    const answer = await pod('api', '/log?container=app')
    expect([answer.status, answer.text]).toEqual([200, ''])
  })
})

describe('rights', () => {
  const review = async (attributes: Record<string, string>) => {
    const answer = await ask('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
      method: 'POST',
      body: JSON.stringify({
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: { resourceAttributes: attributes },
      }),
    })
    expect(answer.status).toBe(201)
    return (answer.json().status as { allowed: boolean }).allowed
  }
  const logs = { verb: 'get', resource: 'pods', subresource: 'log' }

  test('what is denied in a namespace is denied there, in all at once, and nowhere else', async () => {
    const path = `/api/v1/namespaces/apps/pods/${await podOf('api')}/log?container=tailscale`
    const grant = lab.fake.deny({ cluster: 'eks-prod', namespace: 'apps', resource: 'pods/log' })
    expect(await review({ ...logs, namespace: 'apps' })).toBe(false)
    expect(await review({ ...logs, namespace: 'tailscale' })).toBe(true)
    expect(await review(logs)).toBe(false)
    expect(await review({ verb: 'get', resource: 'pods', namespace: 'apps' })).toBe(true)
    const refused = await ask(path)
    expect([refused.status, refused.json().message]).toEqual([
      403,
      expect.stringMatching(
        /is forbidden: User ".*" cannot get resource "pods\/log" in API group "" in the namespace "apps"/,
      ),
    ])
    grant()
    expect(await review({ ...logs, namespace: 'apps' })).toBe(true)
    expect((await ask(path)).status).toBe(200)
  })

  test('a list of all namespaces, and its watch', async () => {
    const grant = lab.fake.deny({ resource: 'nodes', verb: 'list' })
    expect((await ask('/api/v1/nodes')).status).toBe(403)
    grant()
    const grantWatch = lab.fake.deny({ resource: 'nodes', verb: 'watch' })
    expect((await ask('/api/v1/nodes?watch=true')).status).toBe(403)
    expect((await ask('/api/v1/nodes')).status).toBe(200)
    grantWatch()
  })

  test('a review of nothing', async () => {
    const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'
    expect((await ask(path, { method: 'POST', body: '{}' })).status).toBe(422)
    expect((await ask(path, { method: 'POST', body: 'no' })).status).toBe(400)
  })
})

describe('faults', () => {
  test('fail the routes they name, until they are healed', async () => {
    const heal = lab.fake.fault({ cluster: 'eks-prod', route: /\/nodes/, status: 500, body: 'down' })
    const down = await ask('/api/v1/nodes')
    expect([down.status, down.text]).toEqual([500, 'down'])
    expect((await ask('/api/v1/pods')).status).toBe(200)
    expect((await lab.ask('dc-calico', '/api/v1/nodes')).status).toBe(200)
    heal()
    expect((await ask('/api/v1/nodes')).status).toBe(200)
  })

  test('a few times only, and with a cut connection', async () => {
    lab.fake.fault({ route: /\/api\/v1\/nodes/, times: 1 })
    await expect(ask('/api/v1/nodes')).rejects.toThrow()
    expect((await ask('/api/v1/nodes')).status).toBe(200)
    lab.fake.fault({ route: /\/devices/, status: 429, retryAfterSeconds: 7, times: 1 })
    const limited = await lab.tailscale('/tailnet/-/devices')
    expect([limited.status, limited.json()]).toEqual([429, { message: 'too many requests' }])
  })

  test('each request is in the log', async () => {
    await ask('/api/v1/nodes?limit=1')
    await lab.tailscale('/tailnet/-/settings')
    expect(lab.fake.requests().slice(-2)).toEqual([
      { method: 'GET', path: '/api/v1/nodes?limit=1', cluster: 'eks-prod' },
      { method: 'GET', path: '/api/v2/tailnet/-/settings', cluster: null },
    ])
  })
})
