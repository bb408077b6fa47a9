import { describe, expect, test } from 'vitest'
import { clusterId, derpRegionId, deviceId, type TargetId } from '#lib/tailnet/ids.ts'
import type { LinkAt, LinkBundle, LinkProbe, MatrixTarget } from '#lib/tailnet/matrix.ts'
import { pathKinds } from '#lib/tailnet/path.ts'
import { bundledLinks } from './bundledLinks.ts'
import { matrixEnds } from './matrixEnds.ts'

const at = new Date('2026-11-20T12:00:00Z')
const idOf = (name: string) => `eks/shop/Deployment/${name}` as TargetId
const target = (name: string): MatrixTarget => ({
  place: {
    id: idOf(name),
    cluster: { id: clusterId('eks'), name: 'eks' },
    namespace: 'shop',
    kind: 'Deployment',
    workload: name,
    ordinal: null,
    name,
    parent: null,
  },
  nodes: [],
  unjudged: null,
  nat: null,
})
const targets = ['api', 'web', 'db'].map(target)
const ends = matrixEnds({
  peers: ['p', 'q', 'r'].map(name => ({ device: deviceId(name), name: `${name}.ts.net` })),
  ends: [],
  nats: [],
})
/** Two rows: api and web, and db; two columns: p and q, and r. */
const lines = {
  rows: new Map([
    [idOf('api'), 0],
    [idOf('web'), 0],
    [idOf('db'), 1],
  ]),
  columns: new Map([
    [deviceId('p'), 0],
    [deviceId('q'), 0],
    [deviceId('r'), 1],
  ]),
}

const bundle = (given: Partial<LinkBundle>): LinkBundle => ({
  row: 0,
  column: 0,
  kind: 'derp',
  back: null,
  causes: [],
  links: 3,
  fixable: 0,
  certainty: null,
  first: { observer: deviceId('dev-web'), peer: deviceId('q') },
  ...given,
})
const link = (name: string, peer: string): LinkAt => ({
  target: idOf(name),
  observer: deviceId(`dev-${name}`),
  peer: deviceId(peer),
  peerName: `${peer}.ts.net`,
  path: { kind: 'derp', region: derpRegionId(4) },
  since: new Date('2026-11-20T11:00:00Z'),
})
const ping = (name: string, peer: string, ms: number[]): LinkProbe => ({
  target: idOf(name),
  peer: deviceId(peer),
  at,
  via: 'derp',
  ms,
})
const told = (given: Partial<Parameters<typeof bundledLinks>[0]>) =>
  bundledLinks({ bundles: [], lines, targets, ends, at, single: [], probed: [], probes: [], ...given })

describe('bundles as links', () => {
  test('count for all of theirs, by the first target and the first device of their lines', () => {
    const bundles = [bundle({ causes: ['a', 'b'], fixable: 2, certainty: 'likely', back: 'direct' })]
    expect(told({ bundles })).toMatchObject([
      {
        count: 3,
        target: { place: { name: 'api' } },
        link: { target: idOf('api'), peer: 'p', peerName: 'p', since: at },
        end: { name: 'p' },
        reason: { causes: ['a', 'b'] },
        back: { path: { kind: 'direct' } },
        fixable: 2,
        certainty: 'likely',
        probe: null,
      },
    ])
  })

  test.each(pathKinds)('keep their kind: %s', kind => {
    expect(told({ bundles: [bundle({ kind })] }).map(({ link }) => link.path.kind)).toEqual([kind])
  })

  test('a link that is alone in its cell is told as it is', () => {
    const alone = link('db', 'r')
    const bundles = [
      bundle({ row: 1, column: 1, links: 1, first: { observer: alone.observer, peer: alone.peer } }),
      bundle({}),
    ]
    const [one, several] = told({ bundles, single: [alone] })
    expect(one?.link).toBe(alone)
    expect(several?.link.path).toEqual({ kind: 'derp', region: null })
  })

  test('of lines that nobody is in are left out', () => {
    expect(told({ bundles: [bundle({ row: 7 }), bundle({ column: 7 })] })).toEqual([])
    expect(told({ bundles: [bundle({})], ends: new Map() })).toEqual([])
  })

  test('pings of one cell go with one of its bundles, each link’s once', () => {
    const placed = told({
      bundles: [bundle({}), bundle({ kind: 'direct' }), bundle({ row: 1 })],
      probed: [link('api', 'p'), link('web', 'q'), link('db', 'r'), link('gone', 'p')],
      probes: [
        ping('api', 'p', [10, 12]),
        ping('web', 'q', [30]),
        ping('db', 'r', [99]),
        ping('gone', 'p', [77]),
        ping('api', 'q', [55]),
      ],
    })
    expect(placed.map(({ probe }) => probe?.ms ?? null)).toEqual([[10, 12, 30], null, null])
  })
})
