import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { CoreV1Api, Exec, KubeConfig, type V1Status, Watch } from '@kubernetes/client-node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Voice } from './model.ts'
import { tailscaleCli } from './servers/kubernetes/tailscaleCli.ts'
import { type Fake, startFake } from './startFake.ts'
import { restartSecond } from './world/demoLinks.ts'
import { demoWorld } from './world/demoWorld.ts'

const noon = new Date('2026-11-24T12:00:00Z')
let now = noon
let fake: Fake
let config: KubeConfig
beforeAll(async () => {
  fake = await startFake({ world: demoWorld({ at: noon }), now: () => now })
  config = new KubeConfig()
  config.loadFromString(fake.kubeconfig())
  config.setCurrentContext('dc-cilium')
})
afterAll(() => fake.close())

const namespace = 'apps'
const podName = (start: RegExp) => {
  const found = fake.objects('dc-cilium').find(one => one.kind === 'Pod' && start.test(one.metadata.name))
  return found?.metadata.name ?? ''
}

/** As the collector does it: with @kubernetes/client-node. */
async function exec(argv: string[], container = 'tailscale', pod = podName(/^cilium-/)) {
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  const said = Promise.all([text(stdout), text(stderr)])
  const status = await new Promise<V1Status>((resolve, reject) => {
    new Exec(config)
      .exec(namespace, pod, container, argv, stdout, stderr, null, false, resolve)
      .catch(error => reject(error))
  })
  const [out, err] = await said
  return { status, out, err }
}

describe('exec', () => {
  test('by @kubernetes/client-node: what the CLI wrote, and that it went well', async () => {
    const { status, out, err } = await exec(['tailscale', 'status', '--json', '--active'])
    expect([status, err]).toEqual([{ metadata: {}, status: 'Success' }, ''])
    expect(JSON.parse(out)).toMatchObject({ BackendState: 'Running' })
  })

  test('an answer of many frames is whole', async () => {
    const { out } = await exec(['tailscale', 'status', '--json'])
    expect(out.length).toBeGreaterThan(2 * 32 * 1024)
    expect(Object.keys((JSON.parse(out) as { Peer: object }).Peer).length).toBeGreaterThan(50)
  })

  test('a command that fails: its words, and the exit code among the causes', async () => {
    const { status, out, err } = await exec(['tailscale', 'fly'])
    expect(status).toMatchObject({
      status: 'Failure',
      reason: 'NonZeroExitCode',
      details: { causes: [{ reason: 'ExitCode', message: '1' }] },
    })
    expect([out, err]).toEqual(['', 'tailscale: unknown subcommand: fly\n'])
  })

  test.each([
    ['a container without the CLI', ['tailscale', 'status'], 'app', '"tailscale": executable file not found'],
    ['another program', ['sh', '-c', 'id'], 'tailscale', '"sh": executable file not found'],
  ])('%s', async (_, argv, container, words) => {
    const { status } = await exec(argv, container)
    expect(status).toMatchObject({ status: 'Failure', reason: 'InternalError', code: 500 })
    expect(status.message).toContain(words)
  })

  test('while tailscaled is down, and after', async () => {
    const unix = Math.floor(noon.getTime() / 1000)
    const killed = unix - (unix % 21_600) + restartSecond
    now = new Date((killed + 2) * 1000)
    const down = await exec(['tailscale', 'status', '--json', '--active'])
    expect(down.err).toContain("doesn't appear to be running")
    expect(down.status).toMatchObject({ details: { causes: [{ reason: 'ExitCode', message: '1' }] } })
    now = new Date((killed + 120) * 1000)
    fake.tick()
    expect((await exec(['tailscale', 'status', '--json'])).status.status).toBe('Success')
    const pod = fake.objects('dc-cilium').find(one => one.metadata.name === podName(/^cilium-/))
    expect(JSON.stringify(pod?.status)).toContain('"reason":"OOMKilled"')
    now = noon
  })

  /** The status of an upgrade that is refused. */
  const refused = (path: string, protocols = ['v5.channel.k8s.io'], token = tokenOf('dc-cilium')) =>
    new Promise<number>((resolve, reject) => {
      const socket = new WebSocket(`${urlOf('dc-cilium')}${path}`.replace('http', 'ws'), protocols, {
        headers: { Authorization: `Bearer ${token}` },
      })
      socket.once('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
      socket.once('open', () => reject(new Error('it was let in')))
      socket.once('error', () => {})
    })
  const clusterOf = (name: string) => fake.clusters.find(cluster => cluster.name === name)
  const urlOf = (name: string) => clusterOf(name)?.url ?? ''
  const tokenOf = (name: string) => clusterOf(name)?.token ?? ''
  const path = (pod: string, query: string) => `/api/v1/namespaces/${namespace}/pods/${pod}/exec?${query}`

  test.each<[string, () => Promise<number>, number]>([
    ['a pod that is not there', () => refused(path('nobody', 'command=tailscale')), 404],
    ['no container named, of several', () => refused(path(podName(/^cilium-/), 'command=tailscale')), 400],
    ['no command', () => refused(path(podName(/^cilium-/), 'container=tailscale')), 400],
    [
      'no subprotocol',
      () => refused(path(podName(/^cilium-/), 'container=tailscale&command=x'), ['v9']),
      400,
    ],
    [
      'a wrong token',
      () => refused(path(podName(/^cilium-/), 'container=tailscale&command=x'), undefined, 'x'),
      401,
    ],
    ['an upgrade of something else', () => refused('/api/v1/pods'), 404],
  ])('%s is refused', async (_, attempt, status) => {
    expect(await attempt()).toBe(status)
  })

  test.each(['get', 'create'])('whoever may not %s it is refused', async verb => {
    const grant = fake.deny({ cluster: 'dc-cilium', namespace, resource: 'pods/exec', verb })
    expect(await refused(path(podName(/^cilium-/), 'container=tailscale&command=tailscale'))).toBe(403)
    grant()
  })

  test('a fault answers instead', async () => {
    const heal = fake.fault({ route: /\/exec/, status: 503 })
    expect(await refused(path(podName(/^cilium-/), 'container=tailscale&command=tailscale'))).toBe(503)
    heal()
  })
})

describe('@kubernetes/client-node', () => {
  test('lists by pages, and watches on', async () => {
    const api = config.makeApiClient(CoreV1Api)
    const all = await api.listPodForAllNamespaces()
    const page = await api.listPodForAllNamespaces({ limit: 2 })
    expect([page.items.length, page.metadata?.remainingItemCount]).toEqual([2, all.items.length - 2])
    const seen = new Promise<[string, string]>((resolve, reject) => {
      const query = { resourceVersion: all.metadata?.resourceVersion, allowWatchBookmarks: true }
      new Watch(config)
        .watch('/api/v1/pods', query, (type, pod) => resolve([type, pod.metadata.name]), reject)
        .catch(reject)
    })
    const name = podName(/^cilium-/)
    fake.remove('dc-cilium', { apiVersion: 'v1', kind: 'Pod', namespace, name })
    expect(await seen).toEqual(['DELETED', name])
  })
})

describe('the CLI in a container', () => {
  const voice: Voice = {
    statusJson: ({ activeOnly, peers }) => `status active=${activeOnly} peers=${peers}`,
    netcheckJson: () => '{\n"UDP": true\n}',
    metricsText: () => 'metrics',
    log: () => [],
    pingText: peer => ({
      stdout: `pong from ${peer} 1\npong from ${peer} 2\ndirect connection not established\n`,
      exitCode: 1,
    }),
    derpMapJson: () => 'map',
    version: () => '1.102.5\n',
  }
  const run = (line: string, of: Voice | null = voice) =>
    tailscaleCli(line.split(' '), of, ['/tmp/tailscaled.sock'])

  test.each<[string, string, number]>([
    ['status --json', 'status active=false peers=true', 0],
    ['status --json --active', 'status active=true peers=true', 0],
    ['status -json -peers=false', 'status active=false peers=false', 0],
    ['status --json --self=false', 'status active=false peers=true', 0],
    ['--socket=/tmp/tailscaled.sock status --json', 'status active=false peers=true', 0],
    ['netcheck --format=json', '{\n"UDP": true\n}', 0],
    ['netcheck --format=json-line', '{"UDP":true}\n', 0],
    ['metrics print', 'metrics', 0],
    ['debug derp-map', 'map', 0],
    ['version', '1.102.5\n', 0],
    ['ping --c=1 vm', 'pong from vm 1\ndirect connection not established\n', 1],
    ['ping vm', 'pong from vm 1\npong from vm 2\ndirect connection not established\n', 1],
  ])('tailscale %s', (line, stdout, exitCode) => {
    expect(run(line)).toEqual({ stdout, stderr: '', exitCode })
  })

  test.each([
    ['fly', /unknown subcommand: fly/],
    ['constructor', /unknown subcommand: constructor/],
    ['status --json --pretty', /flag provided but not defined: -pretty/],
    ['status', /--json only/],
    ['ping', /usage/],
    ['debug dump', /unknown subcommand: dump/],
    ['metrics write x', /unknown subcommand: write/],
    ['--socket=/else.sock status --json', /dial unix \/else\.sock/],
  ])('tailscale %s fails as the CLI does', (line, words) => {
    expect(run(line)).toEqual({ stdout: '', stderr: expect.stringMatching(words), exitCode: 1 })
  })

  test('without a tailscaled', () => {
    expect(run('status --json', null).stderr).toContain("doesn't appear to be running")
  })
})
