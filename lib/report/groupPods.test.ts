import { expect, test } from 'vitest'
import { groupPods } from './groupPods.ts'
import { podRowOf } from './testPodRow.ts'

const in_ = (cluster: string, name: string, seen: 'live' | 'not_seen' = 'live') =>
  podRowOf({
    name,
    cluster,
    seen,
    links: { direct: 1, peer_relay: 0, derp: 2, no_answer: 0, idle: 4, offline: 0, unknown: 0 },
  })

const shown = (rows: ReturnType<typeof in_>[]) =>
  groupPods(rows, 'cluster')?.map(({ name, note, rows }) => [name, note, rows.map(row => row.name).join(' ')])

test('groups stand in the order of their first row, and those of one share a head where the first of them is', () => {
  expect(shown([in_('two', 'a'), in_('x', 'b'), in_('two', 'c', 'not_seen'), in_('y', 'd')])).toEqual([
    ['two', '2 pods, 1 not seen', 'a c'],
    [null, '2 clusters, one pod each', 'b d'],
  ])
})

test('a single group of one keeps its name', () => {
  expect(shown([in_('x', 'a'), in_('two', 'b'), in_('two', 'c')])).toEqual([
    ['x', '1 pod', 'a'],
    ['two', '2 pods', 'b c'],
  ])
})

test('links of a group are those of its rows, idle ones left out', () => {
  expect(groupPods([in_('x', 'a'), in_('x', 'b')], 'cluster')?.[0]).toMatchObject({
    links: { direct: 2, peer_relay: 0, derp: 4 },
    active: 6,
  })
})

test('nothing is grouped by none', () => {
  expect(groupPods([in_('x', 'a')], 'none')).toBeNull()
})

test.each([
  ['cause', ['Both sides are hard', 'No cause']],
  ['nat', ['NAT hard, easy', 'NAT not known']],
  ['home', ['Home DERP nyc', 'Home DERP not known']],
] as const)('pods by %s, those where it is not known too', (by, names) => {
  const known = {
    causes: [{ code: 'both-hard', title: 'x', short: 'Both sides are hard', certainty: 'certain' as const }],
    nat: { l1: 'hard' as const, l2: 'easy' as const, udp: 'yes' as const, stop: null },
    home: { code: 'nyc', ms: 3 },
  }
  const rows = ['a', 'b'].map(name => podRowOf({ name, ...known }))
  const others = ['c', 'd'].map(name => podRowOf({ name }))
  expect(groupPods([...rows, ...others], by)?.map(({ name }) => name)).toEqual(names)
})
