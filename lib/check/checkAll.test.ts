import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { readConfig } from '#lib/config/readConfig.ts'
import { type Fake, startFake } from '#lib/fake/startFake.ts'
import { labWorld } from '#lib/fake/world/labWorld.ts'
import type { SourceCheck } from './check.ts'
import { checkAll } from './checkAll.ts'
import { isComplete } from './isComplete.ts'
import { narrowed } from './narrowed.ts'
import { print } from './print.ts'

let fake: Fake
beforeEach(async () => {
  fake = await startFake({ world: labWorld() })
})
afterEach(async () => {
  await fake.close()
})

interface Asked {
  contexts?: string
  file?: string
  credential?: 'key' | 'oauth'
  kubeconfig?: string
}

/** What `npm run check` finds with this configuration. */
async function checked(asked: Asked = {}): Promise<SourceCheck[]> {
  const files: Record<string, string> = {
    '/kubeconfig': asked.kubeconfig ?? fake.kubeconfig(),
    '/tailpath.yaml': asked.file ?? 'exec: { namespaces: ["*"] }',
  }
  const readFile = (path: string) => files[path] ?? ''
  const read = readConfig(
    {
      ...(asked.credential === 'oauth'
        ? {
            TAILSCALE_OAUTH_CLIENT_ID: fake.oauthClient.id,
            TAILSCALE_OAUTH_CLIENT_SECRET: fake.oauthClient.secret,
          }
        : { TAILSCALE_API_KEY: fake.apiKey }),
      TAILSCALE_API_URL: fake.tailscaleUrl,
      KUBECONFIG: '/kubeconfig',
      TAILPATH_CONTEXTS: asked.contexts ?? 'eks-prod',
      TAILPATH_CONFIG: '/tailpath.yaml',
    },
    readFile,
  )
  if (!read.ok || read.config.mode === 'demo') throw new Error(JSON.stringify(read))
  const { signal } = new AbortController()
  return await checkAll({ config: read.config, env: {}, readFile, fetch, now: () => new Date(), signal })
}

/** A line per tier: "T3 metrics and logs in apps,tailscale: ok". */
const lines = (checks: readonly SourceCheck[]) =>
  checks.flatMap(({ tiers }) =>
    tiers.map(
      ({ tier, what, namespaces, state }) =>
        `${tier} ${what}${namespaces ? ` in ${namespaces.join()}` : ''}: ${state}`,
    ),
  )

describe('with all rights', () => {
  test.each(['key', 'oauth'] as const)(
    'by %s: everything is there, and nothing is to be added',
    async credential => {
      const checks = await checked({ credential })
      expect(lines(checks)).toEqual([
        'T0 devices:core:read: ok',
        'T0 policy_file:read: ok',
        'T0 feature_settings:read: ok',
        'T1 objects: ok',
        'T2 metrics by pod address: off',
        'T3 metrics and logs in apps,tailscale: ok',
        'T4 exec in apps,tailscale: ok',
      ])
      expect(isComplete(checks)).toBe(true)
      expect(print(checks)).toContain('All that is asked for is there.')
      expect(print(checks)).not.toContain('| ')
    },
  )

  test('metrics by pod address that no pod answers are told, with the reason of the first', async () => {
    // The addresses of the lab are those of networks that are not here.
    const checks = await checked({ contexts: 'dc-calico', file: 'metrics: { byPodIp: true }' })
    const reach = checks.flatMap(({ tiers }) => tiers).find(({ tier }) => tier === 'T2')
    expect(reach).toMatchObject({ state: 'failed', isAskedFor: true })
    expect(reach?.says).toMatch(/^pods that answer at port 9002: 0 of 1; /)
  })

  test('exec that nobody switched on is off, not missing', async () => {
    const checks = await checked({ file: 'exec: { namespaces: [tailscale] }' })
    expect(lines(checks).slice(-2)).toEqual(['T4 exec in tailscale: ok', 'T4 exec in apps: off'])
    expect(isComplete(checks)).toBe(true)
  })

  test('nothing but reads and reviews is sent', async () => {
    await checked({ contexts: 'eks-prod,dc-calico' })
    const asked = fake.requests().filter(({ method }) => method !== 'GET')
    expect(new Set(asked.map(({ method, path }) => `${method} ${path.split('?')[0]}`))).toEqual(
      new Set([
        'POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        'POST /apis/authentication.k8s.io/v1/selfsubjectreviews',
      ]),
    )
    expect(fake.requests().some(({ path }) => /\/(exec|log|proxy)/.test(path))).toBe(false)
  })
})

test('without the Tailscale API there is nothing to ask of it, and nothing is missing', async () => {
  const read = readConfig({ TAILSCALE_API: 'off' }, () => '')
  if (!read.ok || read.config.mode === 'demo') throw new Error(JSON.stringify(read))
  const { signal } = new AbortController()
  const parts = { env: {}, readFile: () => '', fetch, now: () => new Date(), signal }
  const checks = await checkAll({ config: read.config, ...parts })
  expect(lines(checks)).toEqual(['T0 devices, policy, settings: off'])
  expect(isComplete(checks)).toBe(true)
  expect(print(checks)).toContain('TAILSCALE_API is off')
  expect(fake.requests()).toEqual([])
})

describe('what is missing is told with what to add', () => {
  const added = (checks: readonly SourceCheck[], tier: string) =>
    checks.flatMap(({ tiers }) => tiers).filter(each => each.tier === tier && each.state === 'missing')

  test('a scope', async () => {
    fake.fault({ route: /\/devices/, status: 403 })
    const checks = await checked({ credential: 'oauth' })
    const [devices] = added(checks, 'T0')
    expect(devices?.add).toMatchObject({
      text: 'devices:core:read',
      how: expect.stringContaining('OAuth client'),
    })
    expect(isComplete(checks)).toBe(false)
  })

  test('a scope that is not needed is told, and no fault', async () => {
    fake.fault({ route: /\/acl/, status: 403 })
    const checks = await checked()
    const [policy] = added(checks, 'T0')
    expect(policy?.add).toMatchObject({
      text: 'policy_file:read',
      how: expect.stringContaining('person who made it'),
    })
    expect(isComplete(checks)).toBe(true)
    expect(print(checks)).toContain('not given, not needed')
  })

  test('kinds: just those, with the verbs that are refused', async () => {
    fake.deny({ resource: 'networkpolicies' })
    fake.deny({ resource: 'deployments', verb: 'watch' })
    const checks = await checked()
    const [objects] = added(checks, 'T1')
    const role = parse(objects?.add?.text.split('---')[0] ?? '')
    expect(role).toMatchObject({ kind: 'ClusterRole', metadata: { name: 'tailpath-objects-more' } })
    expect(role.rules).toEqual([
      { apiGroups: ['apps'], resources: ['deployments'], verbs: ['watch'] },
      { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: ['get', 'list', 'watch'] },
    ])
    expect(isComplete(checks)).toBe(false)
  })

  test('a right in one namespace of two: a role there, for that namespace alone', async () => {
    fake.deny({ resource: 'pods/exec', verb: 'create', namespace: 'apps' })
    const checks = await checked()
    expect(lines(checks).slice(-2)).toEqual(['T4 exec in apps: missing', 'T4 exec in tailscale: ok'])
    const [exec] = added(checks, 'T4')
    const [role, binding] = (exec?.add?.text ?? '').split('---').map(text => parse(text))
    expect(role).toMatchObject({
      kind: 'Role',
      metadata: { name: 'tailpath-exec-more', namespace: 'apps' },
      rules: [{ apiGroups: [''], resources: ['pods/exec'], verbs: ['create'] }],
    })
    expect(binding).toMatchObject({ kind: 'RoleBinding', metadata: { namespace: 'apps' } })
  })

  test('a tier that nobody asked for may be missing', async () => {
    fake.deny({ resource: 'pods/log' })
    const checks = await checked()
    expect(isComplete(checks)).toBe(false)
    expect(isComplete(narrowed(checks, ['T0', 'T1']))).toBe(true)
  })

  test('without the right to list pods the namespaces are not known, and nothing is made up', async () => {
    fake.deny({ resource: 'pods' })
    fake.deny({ resource: 'pods/log' })
    const checks = await checked()
    expect(lines(checks).slice(3)).toEqual([
      'T1 objects: missing',
      'T2 metrics by pod address: off',
      'T3 metrics and logs: failed',
      'T4 exec: ok',
    ])
  })
})

describe('a source that does not answer is told as itself, and the others are checked', () => {
  test('the Tailscale API refuses the credential', async () => {
    fake.fault({ route: /\/devices/, status: 401 })
    const checks = await checked()
    expect(lines(checks)).toContain('T0 devices:core:read: failed')
    expect(lines(checks)).toContain('T1 objects: ok')
    expect(print(checks)).toContain('credential not accepted')
    expect(print(checks)).not.toContain(fake.apiKey)
  })

  test('a cluster is away, another refuses the token, a third names no user', async () => {
    const config = parse(fake.kubeconfig())
    const cluster = (name: string) => config.clusters.find((each: { name: string }) => each.name === name)
    const user = (name: string) => config.users.find((each: { name: string }) => each.name === name)
    const context = (name: string) => config.contexts.find((each: { name: string }) => each.name === name)
    cluster('dc-noudp').cluster.server = 'http://127.0.0.1:1'
    user('dc-dual').user.token = 'expired'
    context('dc-calico').context.user = 'nobody'
    const checks = await checked({
      contexts: 'dc-noudp,dc-dual,dc-calico,eks-prod',
      kubeconfig: stringify(config),
    })
    const says = checks.map(({ source, tiers }) => [source, tiers[0]?.state, tiers[0]?.says])
    expect(says.slice(1)).toEqual([
      ['cluster dc-noudp', 'failed', expect.stringContaining('connection refused')],
      ['cluster dc-dual', 'failed', expect.stringContaining('credential not accepted')],
      ['cluster dc-calico', 'failed', expect.stringContaining('names a user that is not in the kubeconfig')],
      ['cluster eks-prod', 'ok', expect.any(String)],
    ])
    expect(isComplete(checks)).toBe(false)
  })
})
