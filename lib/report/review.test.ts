import { describe, expect, test } from 'vitest'
import { clusterId, type DeviceId, type TargetId } from '#lib/tailnet/ids.ts'
import type { RemedyOption } from '#lib/tailnet/remedyOption.ts'
import type { WeekDerpLink, WeekGap } from '#lib/tailnet/week.ts'
import { freezeReview } from './freezeReview.ts'
import { reviewCost } from './reviewCost.ts'
import { reviewCoverage } from './reviewCoverage.ts'
import { turnOf } from './reviewFindings.ts'
import type { Figures } from './reviewInput.ts'
import { reviewMarkdown } from './reviewMarkdown.ts'
import { isInReview, scopeChoices, scopeKey } from './reviewScope.ts'
import { weekDays, weekdayClock } from './reviewTime.ts'
import { reviewView } from './reviewView.ts'
import { calmWeek, held, nov, pod } from './testReview.ts'

const gap = (
  target: string | null,
  from: Date,
  to: Date,
  reason = 'the collector was stopped',
  filledFor: string[] = [],
): WeekGap => ({
  target: target as TargetId | null,
  filledFor: filledFor as TargetId[],
  from,
  to,
  code: 'x',
  reason,
})
const frozenAs = {
  takenAt: nov(23, '09:00').getTime(),
  from: nov(16).getTime(),
  to: nov(23).getTime(),
  zone: 'UTC',
  by: null,
}
const share = (direct: number, derp: number) => ({ direct, peer_relay: 0, derp })
const before = (time: Figures['time']) => [
  { week: '2026-W46', figures: { links: null, time, bytes: share(900, 100) } },
]

describe('a finding over a week', () => {
  const [start, end] = [{ atStart: true }, { atEnd: true }]
  const gone = { atStart: false, atEnd: false, heldBefore: false }
  test.each([
    ['held all week', { ...start, ...end }, 'open'],
    ['began, for the first time', { ...gone, ...end, openedByFact: true }, 'new'],
    ['began anew', { ...gone, ...end, openedByFact: true, heldBefore: true }, 'returned'],
    ['ceased', { ...gone, ...start, closedByFact: true }, 'fixed'],
    ['came and went', { ...gone, openedByFact: true, closedByFact: true }, 'passed'],
    ['is told since a new rule', { ...gone, ...end, byRule: true }, 'reclassified'],
    ['is told no more since a new rule', { ...gone, ...start, byRule: true }, 'reclassified'],
    ['is told anew by a new rule', { ...start, ...end, byRule: true }, 'reclassified'],
    ['was closed and opened by facts', { ...start, ...end, openedByFact: true, closedByFact: true }, 'open'],
  ])('%s', (_, more, turn) => expect(turnOf(held(more))).toBe(turn))
})

describe('how much of the week was seen', () => {
  const week = { from: nov(16), to: nov(23) }
  test.each([
    ['all of it', {}, '100'],
    ['two days without a collector', { gaps: [gap(null, nov(21), nov(23))] }, '71'],
    [
      'two holes that lie over each other count once',
      { gaps: [gap(null, nov(21), nov(23)), gap('shop', nov(20, '12:00'), nov(22))] },
      '64',
    ],
    ['a minute is never rounded away', { gaps: [gap(null, nov(20), nov(20, '00:01'))] }, '99.9'],
    [
      'one of two pods may not be looked into',
      { targets: [pod('shop'), pod('job', { unjudged: 'no right to exec' })] },
      '50',
    ],
    [
      'a pod that came on Friday was not missing before',
      { targets: [pod('shop', { firstSeen: nov(20) })] },
      '100',
    ],
    [
      'tailpath came on Friday, and the pod was there',
      { firstKept: nov(20), targets: [pod('shop', { firstSeen: nov(20) })] },
      '42',
    ],
    [
      'a pod that went on Tuesday missed no collector on Sunday',
      { targets: [pod('shop', { goneAt: nov(17) })], gaps: [gap(null, nov(22), nov(23))] },
      '100',
    ],
    [
      'a stop that one of two pods had spooled is a hole of the other alone',
      {
        targets: [pod('shop'), pod('api')],
        gaps: [gap(null, nov(21), nov(23), 'the collector was stopped', ['shop'])],
      },
      '85',
    ],
    [
      'what of it never came is a hole of its own',
      {
        gaps: [
          gap(null, nov(21), nov(23), 'the collector was stopped', ['shop']),
          gap('shop', nov(21), nov(22), 'its spool was full'),
        ],
      },
      '85',
    ],
    ['half of a preview', { now: nov(18), gaps: [gap(null, nov(17), nov(18))] }, '50'],
    ['nobody to see', { targets: [] }, null],
    ['the whole week away', { gaps: [gap(null, week.from, week.to)] }, '0'],
  ])('%s', (_, more, percent) => expect(reviewCoverage(calmWeek(more)).percent).toBe(percent))

  test('each hole has its reason, pods with the same one together', () => {
    const gaps = [
      gap(null, nov(21), nov(21, '01:30')),
      gap('a', nov(20), nov(20, '01:00'), 'no answer within 10 s'),
      gap('b', nov(20), nov(20, '02:00'), 'no answer within 10 s'),
    ]
    const targets = [pod('a'), pod('b'), pod('job', { unjudged: 'no right to exec' })]
    expect(reviewCoverage(calmWeek({ gaps, targets })).lines).toEqual([
      { strong: 'All', text: 'Sat 21, 00:00 to Sat 21, 01:30: the collector was stopped' },
      { strong: 'job', text: 'in eks-prod: no right to exec' },
      { strong: 'a and b', text: 'in eks-prod: no answer within 10 s, 3 h together' },
    ])
  })
})

test.each([
  [[], ['All']],
  [['a'], ['All but a']],
  [['a', 'b', 'c'], ['All but a, b and 1 more']],
  [['a', 'b', 'c', 'd'], []],
])('a stop that was spooled by %j is told of %j', (filledFor, strong) => {
  const targets = ['a', 'b', 'c', 'd'].map(name => pod(name))
  const gaps = [gap(null, nov(21), nov(23), 'the collector was stopped', filledFor)]
  expect(reviewCoverage(calmWeek({ gaps, targets })).lines.map(line => line.strong)).toEqual(strong)
})

describe('the verdict', () => {
  test.each([
    ['rose', share(60, 40), before(share(50, 50)), 'Direct rose from 50 to 60 % of link time.'],
    ['fell', share(40, 60), before(share(50, 50)), 'Direct fell from 50 to 40 % of link time.'],
    ['held', share(50, 50), before(share(50, 50)), 'Direct held at 50 % of link time.'],
    ['has no week before it', share(50, 50), [], 'Direct carried 50 % of link time.'],
    ['was not measured the week before', share(50, 50), before(null), 'Direct carried 50 % of link time.'],
    ['was not measured', null, before(share(50, 50)), 'No link with traffic was seen in week 47.'],
  ])('direct %s', (_, time, past, headline) =>
    expect(reviewView(calmWeek({ time, before: past })).headline).toBe(headline),
  )

  test('the next fixes count direct links and relayed ones apart', () => {
    const turn = (peer: string, to: 'direct' | 'peer_relay') => ({
      peer: peer as DeviceId,
      peerName: peer,
      to,
      why: '',
    })
    const option = (id: string, turns: ReturnType<typeof turn>[]): RemedyOption => ({
      id,
      title: id,
      applies: 'yes',
      why: '',
      certainty: 'likely',
      effort: 'field',
      objects: [id],
      canTry: true,
      place: pod('shop').place,
      turns,
    })
    const options = [
      option('host-port', [turn('a', 'direct'), turn('b', 'direct')]),
      option('relay', [turn('c', 'peer_relay')]),
    ]
    const derpWeek = { bytes: () => 1024 ** 3, since: nov(16) }
    const lead = reviewView(calmWeek({ options, derpWeek })).lead
    expect(lead.map(({ text }) => text).join('')).toContain(
      'The next two fixes would turn 2 links direct, 1 link to a peer relay and take 3 GiB a week off DERP.',
    )
  })

  test('a preview compares no bytes of half a week with those of a whole one', () => {
    const lead = (now: Date) =>
      reviewView(calmWeek({ now, before: before(null) }))
        .lead.map(({ text }) => text)
        .join('')
    expect(lead(nov(23, '00:05'))).toMatch(/^0 B went through DERP, 100 B less than in week 46\./)
    expect(lead(nov(18))).toMatch(/^0 B went through DERP\. /)
  })
})

describe('what DERP cost, against last week', () => {
  const past: Figures = {
    links: null,
    time: { direct: 0, peer_relay: 0, derp: 72_000 },
    bytes: share(0, 2 * 1024 ** 3),
  }
  const figures: Figures = {
    links: null,
    time: { direct: 0, peer_relay: 0, derp: 36_000 },
    bytes: share(1024 ** 3, 1024 ** 3),
  }
  test.each([
    [
      'a week that is over',
      { before: [{ week: '2026-W46', figures: past }] },
      ['relayed, 50 % of bytes; 2 GiB in week 46', 'link-hours on DERP; 20 in week 46'],
    ],
    [
      'half a week, of which nothing is held against a whole one',
      { before: [{ week: '2026-W46', figures: past }], now: nov(18) },
      ['relayed, 50 % of bytes', 'link-hours on DERP'],
    ],
    [
      'the week before the last is not last week',
      { before: [{ week: '2026-W45', figures: past }] },
      ['relayed, 50 % of bytes', 'link-hours on DERP'],
    ],
  ])('%s', (_, more, words) => {
    const costs = reviewCost(calmWeek(more), figures)
    expect([costs[0]?.words, costs[2]?.words]).toEqual(words)
  })
})

describe('lines lead to pages', () => {
  const proxy = pod('ts-web', {
    place: {
      ...pod('ts-web').place,
      namespace: 'tail scale',
      parent: { type: 'svc', namespace: 'web', name: 'front' },
    },
  })
  const busy = (now: Date) =>
    reviewView(
      calmWeek({
        now,
        targets: [pod('shop'), pod('b'), pod('c'), proxy],
        moves: [
          { target: proxy.place.id, from: 'direct', to: 'derp', links: 1, since: nov(17), trigger: null },
          { target: 'shop' as TargetId, from: 'derp', to: 'direct', links: 1, since: nov(17), trigger: null },
        ],
        findings: ['shop', 'b', 'c', 'ts-web'].map(target =>
          held({ target: target as TargetId, atStart: false, heldBefore: false, openedByFact: true }),
        ),
        flaps: [
          {
            target: 'shop' as TargetId,
            observer: 'd1' as DeviceId,
            peer: 'd/2' as DeviceId,
            peerName: 'vm',
            changes: 3,
            trigger: null,
          },
        ],
      }),
    )
  const hours = '?from=2026-11-16T00:00Z&to=2026-11-23T00:00Z'

  test('of a week that is over in its hours: pods, causes, links', () => {
    const view = busy(nov(23, '00:05'))
    expect(view.moves.worse[0]).toMatchObject({
      name: 'front',
      href: `/pods/eks-prod/tail%20scale/ts-web${hours}`,
      subHref: `/causes/both-hard${hours}`,
    })
    // By itself: there is no cause to lead to.
    expect(view.moves.better[0]).not.toHaveProperty('subHref')
    expect(view.flaps[0]?.href).toBe(`/links/d1/d%2F2${hours}`)
    expect(view.findings[0]).toEqual({
      state: 'New',
      count: 4,
      which: 'Both sides are hard: shop, b and 2 more',
      pieces: [
        { text: 'Both sides are hard', href: `/causes/both-hard${hours}` },
        { text: ': ' },
        { text: 'shop', href: `/pods/eks-prod/shop/shop${hours}` },
        { text: ', ' },
        { text: 'b', href: `/pods/eks-prod/shop/b${hours}` },
        { text: ' and 2 more' },
      ],
    })
  })

  test('of the week that runs in the reader’s hours', () =>
    expect(busy(nov(18)).moves.worse[0]?.href).toBe('/pods/eks-prod/tail%20scale/ts-web'))

  test('none stands in Markdown or in a frozen copy, and a review kept without any reads the same', () => {
    const view = busy(nov(23, '00:05'))
    const older = JSON.parse(
      JSON.stringify(view, (key, value) =>
        ['href', 'subHref', 'pieces', 'places'].includes(key) ? undefined : value,
      ),
    )
    expect(JSON.stringify(older)).not.toContain('/pods/')
    expect(reviewMarkdown(view, [])).toBe(reviewMarkdown(older, []))
    const freeze = (of: typeof view) => JSON.stringify(freezeReview({ view: of, notes: [] }, frozenAs))
    expect(freeze(view)).toBe(freeze(older))
    for (const text of [reviewMarkdown(view, []), freeze(view)])
      expect(text).not.toMatch(/href|\/(pods|links|causes|fixes)\b/i)
  })
})

describe('milliseconds that DERP cost', () => {
  const figures: Figures = { links: null, time: null, bytes: null }
  const link = (more: Partial<WeekDerpLink>): WeekDerpLink => ({
    bytes: 1,
    own: new Map(),
    peer: new Map(),
    ownHome: null,
    peerHome: null,
    pings: { derp: [], direct: [] },
    ...more,
  })
  const probed = (derp: number) => link({ pings: { derp: [derp], direct: [5] } })
  const bounded = link({ own: new Map([[4, 10]]), peer: new Map([[4, 20]]), ownHome: 4, peerHome: 4 })
  const ms = (derpLinks: WeekDerpLink[]) => reviewCost(calmWeek({ derpLinks }), figures)[1]
  test.each([
    ['nothing measured', [link({})], '–', 'milliseconds added: not measured'],
    [
      'probed',
      [probed(25), probed(35), probed(105)],
      '30',
      'added in the median, 100 at p95, probed on 3 of 3 links',
    ],
    ['bounded', [bounded, link({})], '0 to 20', 'added in the median: bounds, not probed; 1 of 2 links'],
    [
      'both',
      [probed(25), bounded],
      '20',
      'added in the median, 20 at p95, probed on 1 of 2 links; 1 more link: 0 to 20 by bounds',
    ],
  ])('%s', (_, links, value, words) => expect(ms(links)).toMatchObject({ value, words }))
})

describe('scopes', () => {
  const proxy = pod('ts-web', {
    place: {
      ...pod('ts-web').place,
      namespace: 'tailscale',
      parent: { type: 'Service', namespace: 'web', name: 'front' },
    },
  })
  test.each([
    [
      'an operator’s proxy counts for its parent’s namespace',
      proxy,
      { kind: 'namespace', cluster: 'c1', namespace: 'web' },
      true,
    ],
    [
      'and not for the operator’s',
      proxy,
      { kind: 'namespace', cluster: 'c1', namespace: 'tailscale' },
      false,
    ],
    [
      'a namespace of the same name elsewhere is another one',
      pod('a'),
      { kind: 'namespace', cluster: 'c2', namespace: 'shop' },
      false,
    ],
    ['a team over all clusters', pod('a', { team: 'pay' }), { kind: 'team', team: 'pay' }, true],
    ['no team is no team', pod('a'), { kind: 'team', team: 'pay' }, false],
  ] as const)('%s', (_, target, scope, isIn) => expect(isInReview(scope, target)).toBe(isIn))

  test('keys of odd names do not run into each other', () => {
    expect(scopeKey({ kind: 'namespace', cluster: 'a/b', namespace: 'c' })).not.toBe(
      scopeKey({ kind: 'namespace', cluster: 'a', namespace: 'b/c' }),
    )
    expect(scopeChoices([pod('a', { team: 'a/b' })]).map(({ key }) => key)).toEqual([
      'all',
      'cluster/c1',
      'namespace/c1/shop',
      'team/a%2Fb',
    ])
  })
})

test('the same week always gives the same bytes', () =>
  expect(JSON.stringify(reviewView(calmWeek()))).toBe(JSON.stringify(reviewView(calmWeek()))))

test('Markdown: names and notes of others are no markup, and nothing in them is hidden', () => {
  const name = '<img src=x>|**b**[l](javascript:x)\u202e\n# h'
  const target = pod(name)
  const view = reviewView(
    calmWeek({
      targets: [target],
      findings: [held({ target: target.place.id, atStart: false, heldBefore: false, openedByFact: true })],
      gaps: [gap(name, nov(20), nov(21), name)],
    }),
  )
  const text = reviewMarkdown(view, [
    { at: 'Tue 17, 08:31', by: name, text: 'moved to `fck-nat`' },
    { at: 'Tue 17, 08:32', by: '@everyone', text: 'see https://evil.example &#64;here $x^2$ ~~gone~~' },
  ])
  expect(text).not.toMatch(/(?<!\\)<img|(?<!\\)\*\*b|(?<!\\)\[l|\u202e|^# h/m)
  expect(text).toContain('U\\+202E')
  expect(text).toContain('moved to \\`fck-nat\\`')
  expect(text).not.toMatch(/@everyone|:\/\/|&#64;|(?<!\\)\$|~~/)
  for (const line of text.split('\n').filter(each => each.startsWith('| ') && each.includes('New')))
    expect(line.match(/(?<!\\)\|/g)).toHaveLength(4)
})

test.each([
  [nov(16), nov(23), 'UTC', 'Mon 16 to Sun 22 Nov 2026'],
  [new Date('2026-11-30T00:00Z'), new Date('2026-12-07T00:00Z'), 'UTC', 'Mon 30 Nov to Sun 6 Dec 2026'],
  [new Date('2026-12-28T00:00Z'), new Date('2027-01-04T00:00Z'), 'UTC', 'Mon 28 Dec to Sun 3 Jan 2027'],
  [nov(15, '23:00'), nov(22, '23:00'), 'Europe/Berlin', 'Mon 16 to Sun 22 Nov 2026'],
])('%s to %s in %s is %s', (from, to, zone, words) => {
  expect(weekDays(from.getTime(), to.getTime(), zone)).toBe(words)
  expect(weekdayClock(from.getTime(), zone)).toMatch(/^Mon \d+, 00:00$/)
})

test('a cluster’s id stands in its key, its name on the screen', () =>
  expect(scopeChoices([pod('a')])[1]).toMatchObject({
    key: `cluster/${clusterId('c1')}`,
    name: 'eks-prod',
  }))
