import { describe, expect, test } from 'vitest'
import type { Behind, PeerUse } from '#lib/tailnet/behind.ts'
import { clusterId, deviceId, targetId } from '#lib/tailnet/ids.ts'
import type { TargetPlace } from '#lib/tailnet/standing.ts'
import { behindView } from './behindView.ts'

const now = new Date('2026-11-20T12:00:00Z')
const window = { from: new Date('2026-11-20T06:00:00Z'), to: now }
const cluster = { id: clusterId('c1'), name: 'eks' }

const placeOf = (name: string, parent: TargetPlace['parent'] = null): TargetPlace => ({
  id: targetId({ cluster: cluster.id, namespace: 'tailscale', kind: 'StatefulSet', name, ordinal: 0 }),
  cluster,
  namespace: 'tailscale',
  kind: 'StatefulSet',
  workload: name,
  ordinal: 0,
  name: `${name}-0`,
  parent,
})
type Seen = NonNullable<Behind['objects']>[number]
const object = (
  kind: string,
  place: string,
  spec: Record<string, unknown>,
  more: Partial<Seen> = {},
): Seen => {
  const [name = '', namespace = null] = place.split('/').toReversed()
  return { apiVersion: 'v1', kind, namespace, name, annotations: {}, labels: {}, spec, ...more }
}
const peer = (name: string, more: Partial<PeerUse> = {}): PeerUse => ({
  peer: deviceId(name),
  peerName: name,
  device: { user: 'ann@example.com', tags: [], external: false },
  place: null,
  bytes: { direct: 10, peer_relay: 0, derp: 0 },
  ...more,
})
const told = (parent: TargetPlace['parent'], more: Partial<Behind> = {}) =>
  behindView({
    place: placeOf('ts-x', parent),
    behind: { objects: [], unseen: [], pods: [], peers: [], ...more },
    window,
    now,
  })

describe('Services and Ingresses behind a proxy', () => {
  const shop = object('Ingress', 'apps/shop', {
    defaultBackend: { service: { name: 'shop', port: { number: 80 } } },
    rules: [{ host: 'h', http: { paths: [{ path: '/api', backend: { service: { name: 'api' } } }] } }],
  })
  const group = { annotations: { 'tailscale.com/proxy-group': 'edge' } }
  const db = object(
    'Service',
    'apps/db',
    { ports: [{ port: 5432 }] },
    {
      annotations: { 'tailscale.com/tailnet-fqdn': 'db.example.ts.net', 'tailscale.com/proxy-group': 'edge' },
    },
  )
  const web = object('Service', 'apps/web', { ports: [{ port: 443, protocol: 'TCP' }] }, group)
  const nodePort = object(
    'Service',
    'tailscale/edge-0-nodeport',
    {},
    {
      ...group,
      labels: { 'tailscale.com/managed': 'true' },
    },
  )
  const objects = [shop, db, web, nodePort, object('Service', 'other/shop', {})]

  test('of an Ingress: itself, with what it leads to', () => {
    const view = told({ type: 'ingress', namespace: 'apps', name: 'shop' }, { objects })
    expect(view.parent).toEqual({ kind: 'Ingress', namespace: 'apps', name: 'shop' })
    expect(view.objects).toEqual([
      { kind: 'Ingress', namespace: 'apps', name: 'shop', way: 'in', what: ['h/api to api', 'to shop:80'] },
    ])
    expect(view.missing).toEqual([])
  })

  test('of a ProxyGroup: all that name it, in and out, and not the operator’s own', () => {
    const view = told({ type: 'proxygroup', namespace: null, name: 'edge' }, { objects })
    expect(view.objects.map(({ name, way, what }) => [name, way, what])).toEqual([
      ['db', 'out', ['to db.example.ts.net', 'TCP 5432']],
      ['web', 'in', ['TCP 443']],
    ])
  })

  test('a pod that no operator made has none, and nothing is missing', () => {
    expect(told(null, { objects })).toMatchObject({ parent: null, objects: [], missing: [] })
  })

  test.each<[string, Partial<Behind>, RegExp]>([
    [
      'no right',
      { unseen: [{ kind: 'Ingress', why: 'forbidden' }] },
      /^Ingress is not seen: no right to list it/,
    ],
    ['objects never read', { objects: null }, /objects were not read/],
    ['deleted', {}, /Its Ingress apps\/shop is not in the cluster/],
  ])('%s: said', (_, more, words) => {
    const { missing } = told({ type: 'ingress', namespace: 'apps', name: 'shop' }, more)
    expect(missing).toEqual([expect.stringMatching(words)])
  })

  test('a spec of another shape is no error', () => {
    const odd = object('Ingress', 'apps/shop', { rules: [{ http: 'no' }, 7], defaultBackend: [] })
    expect(
      told({ type: 'ingress', namespace: 'apps', name: 'shop' }, { objects: [odd] }).objects,
    ).toMatchObject([{ what: [] }])
  })
})

describe('routes', () => {
  const connector = { type: 'connector', namespace: null, name: 'net' }
  const asked = object('Connector', 'net', {
    subnetRouter: { advertiseRoutes: ['10.0.0.0/8'] },
    exitNode: true,
  })
  const pod = (advertised: string[], enabled: string[]) => ({ name: 'p', routes: { advertised, enabled } })
  const words = (view: ReturnType<typeof told>) =>
    view.routes.map(({ route, approved, isAdvertised, isExit }) => [
      route,
      approved,
      isAdvertised ? 'advertised' : 'only asked for',
      isExit ? 'exit' : 'subnet',
    ])

  test('approved, waiting for approval, and only asked for by the Connector', () => {
    const view = told(connector, {
      objects: [asked],
      pods: [pod(['10.0.0.0/8', '192.168.1.0/24'], ['10.0.0.0/8'])],
    })
    expect(words(view)).toEqual([
      ['::/0', 'no', 'only asked for', 'exit'],
      ['0.0.0.0/0', 'no', 'only asked for', 'exit'],
      ['10.0.0.0/8', 'yes', 'advertised', 'subnet'],
      ['192.168.1.0/24', 'no', 'advertised', 'subnet'],
    ])
  })

  test('without a matched device nothing is known of approval, and that is said', () => {
    const view = told(connector, { objects: [asked], pods: [{ name: 'p', routes: null }] })
    expect(view.routes.map(({ approved }) => approved)).toEqual(['unknown', 'unknown', 'unknown'])
    expect(view.missing).toEqual([expect.stringMatching(/^Routes are not known/)])
  })
})

describe('whose devices use it', () => {
  test('by user, by tags, by workload; the most bytes first, uncounted ones last', () => {
    const { owners, missing } = told(null, {
      peers: [
        peer('a'),
        peer('b', { bytes: { direct: 5, peer_relay: 0, derp: 20 } }),
        peer('c', {
          device: { user: 'x@example.com', tags: ['tag:ci', 'tag:b'], external: false },
          bytes: null,
        }),
        peer('d', { place: placeOf('web'), bytes: { direct: 0, peer_relay: 0, derp: 1 } }),
        peer('e', { device: null, bytes: null }),
        peer('f', { device: { user: 'ann@example.com', tags: [], external: true } }),
      ],
    })
    expect(
      owners.map(({ name, kind, isExternal, devices, bytes }) => [
        name,
        kind,
        isExternal,
        devices.length,
        bytes,
      ]),
    ).toEqual([
      ['ann@example.com', 'user', false, 2, { direct: 15, peer_relay: 0, derp: 20 }],
      ['ann@example.com', 'user', true, 1, { direct: 10, peer_relay: 0, derp: 0 }],
      ['eks / tailscale / web-0', 'workload', false, 1, { direct: 0, peer_relay: 0, derp: 1 }],
      ['not in the device list', 'unknown', false, 1, null],
      ['tag:b, tag:ci', 'tags', false, 1, null],
    ])
    expect(missing).toEqual([
      expect.stringMatching(/^Of 2 of 6 peers no bytes were counted/),
      expect.stringMatching(/^1 of 6 peers are not in the device list/),
    ])
  })
})
