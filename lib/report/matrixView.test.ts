import { describe, expect, test } from 'vitest'
import { clusterId, derpRegionId, deviceId, type TargetId } from '#lib/tailnet/ids.ts'
import type { EndNat, LinkAt, LinkReason, MatrixTarget, PeerEnd } from '#lib/tailnet/matrix.ts'
import type { Path } from '#lib/tailnet/path.ts'
import type { MatrixGrouping } from './matrixGroups.ts'
import { matrixVerdict } from './matrixVerdict.ts'
import { type MatrixInput, matrixView } from './matrixView.ts'

const at = new Date('2026-11-20T12:00:00Z')
const signs: Record<string, Path> = {
  D: { kind: 'direct', family: 'ipv4', endpoint: '198.51.100.1:41641' },
  R: { kind: 'peer_relay', via: '198.51.100.9:7777:vni:1' },
  '^': { kind: 'derp', region: derpRegionId(1) },
  x: { kind: 'no_answer' },
  o: { kind: 'idle' },
  '/': { kind: 'offline' },
}
const nat = (given: Partial<EndNat>): EndNat => ({
  l1: 'none',
  l2: 'easy',
  side: 'easy',
  udp: 'yes',
  ipv6: 'no',
  reachable: 'no',
  ...given,
})

const target = (name: string, given: { cluster?: string; unjudged?: string } = {}): MatrixTarget => {
  const { cluster = 'eks', unjudged = null } = given
  return {
    place: {
      id: `${cluster}/shop/Deployment/${name}` as TargetId,
      cluster: { id: clusterId(cluster), name: cluster },
      namespace: 'shop',
      kind: 'Deployment',
      workload: name,
      ordinal: null,
      name,
      parent: null,
    },
    nodes: [`${cluster}-a`],
    unjudged,
    nat: nat({}),
  }
}

/** Rows of signs, a column for each peer in the order of `peers`; a dot is a pair without a link. */
function picture(
  peers: string[],
  lines: Record<string, string>,
  given: {
    causes?: Record<string, string>
    clusters?: Record<string, string>
    ends?: PeerEnd[]
    by?: MatrixGrouping | null
  } & Partial<MatrixInput> = {},
): MatrixInput {
  const { causes = {}, clusters = {}, ends = [], by = 'none', ...rest } = given
  const targets = Object.keys(lines).map(name =>
    target(name, clusters[name] ? { cluster: clusters[name] } : {}),
  )
  const links: LinkAt[] = []
  const reasons: LinkReason[] = []
  for (const { place } of targets) {
    for (const [column, sign] of [...(lines[place.name] ?? '')].entries()) {
      const path = signs[sign]
      const peer = deviceId(peers[column] ?? '?')
      if (!path) continue
      links.push({
        target: place.id,
        observer: deviceId(`dev-${place.name}`),
        peer,
        peerName: `${peer}.ts.net`,
        path,
        since: at,
      })
      const code = causes[place.name]
      reasons.push({
        target: place.id,
        peer,
        expected: 'derp',
        causes: code ? [code] : [],
        nat: nat({}),
      })
    }
  }
  return {
    at,
    now: at,
    by,
    rows: null,
    peers: null,
    targets,
    links,
    reasons,
    ends,
    probes: [],
    remedies: [],
    marks: new Map(),
    regionCode: () => 'nyc',
    ...rest,
  }
}

/** The view drawn again: "api D^" by row. */
function drawn(input: MatrixInput): string[] {
  const view = matrixView(input)
  const back = new Map(Object.entries(signs).map(([sign, path]) => [path.kind, sign]))
  return view.rows.map(row => {
    const cells = view.columns.map((_, column) => {
      const cell = row.cells.find(each => each.column === column)
      if (!cell) return '.'
      if (cell.kind === 'mixed') return 'm'
      return cell.kind === 'unknown' ? '?' : (back.get(cell.kind) ?? '!')
    })
    return `${row.name} ${cells.join('')}`
  })
}

describe('the matrix', () => {
  test('falls like a staircase: columns by how many reach them, rows by blocks that share a cause', () => {
    const input = picture(
      ['shut', 'open', 'half'],
      { none: '^^^', some: '^D^', all: '.D.', most: '^DD' },
      { causes: { none: 'udp-blocked-all', some: 'cni-aws-vpc-random', most: 'peer-udp-blocked' } },
    )
    expect(matrixView(input).columns.map(column => column.name)).toEqual(['open', 'half', 'shut'])
    expect(drawn(input)).toEqual(['all D..', 'most DD^', 'some D^^', 'none ^^^'])
    expect(matrixView(input).blocks.map(({ key, rows }) => [key, rows])).toEqual([
      ['direct', 1],
      ['cause:peer-udp-blocked', 1],
      ['cause:cni-aws-vpc-random', 1],
      ['cause:udp-blocked-all', 1],
    ])
  })

  test('rows of one cause stand together, however direct each is', () => {
    const input = picture(
      ['p', 'q'],
      { a: 'D^', b: '^^', c: '^^' },
      { causes: { a: 'cni-calico-random', b: 'udp-blocked-all', c: 'cni-calico-random' } },
    )
    expect(drawn(input)).toEqual(['a D^', 'c ^^', 'b ^^'])
    expect(matrixView(input).blocks.map(({ rows }) => rows)).toEqual([2, 1])
  })

  test('what carries no traffic stands apart: idle and offline columns last, quiet rows last', () => {
    const input = picture(['sleepy', 'busy', 'gone'], { quiet: 'o./', loud: 'oD/', mute: '.x.' })
    const view = matrixView(input)
    expect(view.columns.map(({ name, isQuiet }) => [name, isQuiet])).toEqual([
      ['busy', false],
      ['gone', true],
      ['sleepy', true],
    ])
    expect(drawn(input)).toEqual(['loud D/o', 'mute x..', 'quiet ./o'])
    expect(view.blocks.map(({ key }) => key)).toEqual(['direct', 'unanswered', 'quiet'])
  })

  test('two ends that say different paths are marked, never averaged', () => {
    const input = picture(['p'], { a: 'D' })
    const [link] = input.links
    if (!link) throw new Error('the picture has one link')
    const back = { ...link, observer: link.peer, peer: link.observer, target: 'elsewhere' as TargetId }
    const view = (path: Path) => matrixView({ ...input, links: [link, { ...back, path }] })
    expect(view({ kind: 'derp', region: derpRegionId(1) })).toMatchObject({
      oneWay: 1,
      parts: { direct: 1, derp: 0 },
      rows: [{ cells: [{ kind: 'direct', otherSays: ['DERP'] }] }],
    })
    expect(view({ kind: 'idle' })).toMatchObject({ oneWay: 0, rows: [{ cells: [{ otherSays: [] }] }] })
  })

  test('a pod that is not seen has what is expected of it, as not seen', () => {
    const hidden = target('hidden', { unjudged: 'no right to exec' })
    const input = picture(['p'], { a: 'D' })
    const view = matrixView({
      ...input,
      targets: [...input.targets, hidden],
      reasons: [
        ...input.reasons,
        { target: hidden.place.id, peer: deviceId('p'), expected: 'derp', causes: [], nat: null },
      ],
    })
    expect(view.rows[1]).toMatchObject({
      name: 'hidden',
      cells: [{ kind: 'unknown', path: 'not seen', expected: 'predicted DERP', href: null }],
    })
    expect(view.blocks.at(-1)).toMatchObject({ title: 'Not seen', note: 'no right to exec' })
    expect(view.parts).toEqual({ direct: 1, peer_relay: 0, derp: 0 })
  })

  test('a cell leads to its link, a row to its pod, a column to its device', () => {
    const view = matrixView(picture(['p/1'], { a: '^' }))
    expect(view.rows[0]?.cells[0]).toMatchObject({ href: '/links/dev-a/p%2F1', path: 'DERP nyc' })
    expect(view.rows[0]?.href).toBe('/pods/eks/shop/a')
    expect(view.columns[0]?.href).toBe('/devices/p%2F1')
  })

  test('the number is the median of a ping that somebody asked for', () => {
    const input = picture(['p', 'q'], { a: 'DD' })
    const [link] = input.links
    if (!link) throw new Error('the picture has links')
    const probes = [
      { target: link.target, peer: deviceId('p'), at, via: 'direct' as const, ms: [30, 10, 20, 90] },
    ]
    expect(matrixView({ ...input, probes }).rows[0]?.cells.map(cell => cell.ms)).toEqual([25, null])
  })
})

describe('the matrix in groups', () => {
  const clusters = { a: 'eks', b: 'eks', c: 'dc' }
  const input = picture(['p', 'q'], { a: 'D^', b: 'D^', c: 'DD' }, { clusters, by: 'cluster' })

  test('links of one group are one cell; several paths in it are said as such', () => {
    expect(drawn(input)).toEqual(['dc D', 'eks m'])
    expect(matrixView(input).rows[1]?.cells[0]).toMatchObject({
      links: 4,
      path: '2 of 4 active links direct',
      href: null,
    })
  })

  test('a group leads to its parts, and its key chooses them', () => {
    const group = matrixView(input).rows[1]
    expect(group?.href).toBe('/matrix?group=namespace&rows=cluster%3Aeks')
    expect(drawn({ ...input, by: 'none', rows: group?.key ?? '' })).toEqual(['a D^', 'b D^'])
  })

  test.each([
    ['tags go before NAT', ['tag:b', 'tag:a'], 'tag:a'],
    ['people’s own go by their NAT', [], 'easy NAT'],
  ])('devices outside of clusters: %s', (_, tags, name) => {
    const ends = ['p', 'q'].map(id => ({
      device: deviceId(id),
      name: `${id}.ts.net`,
      tags,
      place: null,
      node: null,
    }))
    expect(matrixView({ ...input, ends }).columns.map(column => column.name)).toEqual([name])
  })

  test.each([
    [10, 10, 'none'],
    [200, 10, 'namespace'],
    [10, 60, 'workload'],
  ] as const)('%i pods and %i peers are shown by %s', (pods, peers, by) => {
    const lines = Object.fromEntries(
      Array.from({ length: pods }, (_, pod) => [`pod${pod}`, 'D'.repeat(peers)]),
    )
    const names = Array.from({ length: peers }, (_, peer) => `peer${peer}`)
    expect(matrixView(picture(names, lines, { by: null })).by).toBe(by)
  })

  test('what does not fit is counted, never dropped in silence', () => {
    const lines = Object.fromEntries(Array.from({ length: 160 }, (_, pod) => [`pod${pod}`, 'D'.repeat(90)]))
    const names = Array.from({ length: 90 }, (_, peer) => `peer${peer}`)
    const view = matrixView(picture(names, lines))
    expect(view.cut).toEqual({ rows: 10, columns: 10 })
    expect(view.parts.direct).toBe(160 * 90)
    expect(Math.max(...view.rows.flatMap(row => row.cells.map(cell => cell.column)))).toBe(79)
  })
})

describe('what the DERP links share', () => {
  test('each link under its first cause, with what a remedy of ours takes off DERP', () => {
    const input = picture(
      ['p', 'q'],
      { a: '^^', b: '^D' },
      { causes: { a: 'cni-aws-vpc-random', b: 'peer-udp-blocked' } },
    )
    const [a] = input.targets
    if (!a) throw new Error('the picture has a row')
    const turn = { peer: deviceId('p'), peerName: 'p', to: 'direct', why: '' } as const
    const remedies: MatrixInput['remedies'] = [
      {
        place: a.place,
        id: 'r',
        title: 'R',
        applies: 'yes',
        why: '',
        certainty: 'certain',
        effort: 'field',
        objects: [],
        canTry: true,
        turns: [turn, { ...turn, peer: deviceId('q'), to: null }],
      },
    ]
    const marks = new Map([
      [a.place.id as string, [{ code: 'cni-aws-vpc-random', certainty: 'likely' as const, openedAt: at }]],
    ])
    expect(matrixView({ ...input, remedies, marks }).causes).toMatchObject([
      {
        code: 'cni-aws-vpc-random',
        links: 2,
        rows: ['a'],
        columns: ['p', 'q'],
        certainty: 'likely',
        fixable: 1,
      },
      { code: 'peer-udp-blocked', links: 1, rows: ['b'], columns: ['p'], certainty: null, fixable: 0 },
    ])
  })
})

describe('the verdict of the matrix', () => {
  test.each([
    [{ a: 'DD', b: 'DD' }, 'All 2 pods reach every peer directly.'],
    [{ a: 'D' }, 'The only pod reaches every peer directly.'],
    [{ a: 'DD', b: 'D^', c: '^^' }, '1 of 3 pods reaches every peer directly; 1 reaches none.'],
    [{ a: 'D^', b: '^D' }, 'No pod reaches every peer directly; each reaches one at least.'],
    [{ a: '^^', b: 'R^' }, 'No pod reaches every peer directly; all reach none.'],
    [{ a: 'o/' }, 'No link carries traffic at this moment.'],
    [{}, 'No link carries traffic at this moment.'],
  ])('%o', (lines: Record<string, string>, headline) => {
    expect(matrixVerdict(matrixView(picture(['p', 'q'], lines))).headline).toBe(headline)
  })
})
