import { describe, expect, test } from 'vitest'
import { facetCounts, filterPods, noFilter, type PodFilter } from './podFilter.ts'
import { podRowOf } from './testPodRow.ts'

const links = { direct: 0, peer_relay: 0, derp: 0, no_answer: 0, idle: 0, offline: 0, unknown: 0 }
const cause = (code: string) => ({ code, title: code, short: code, certainty: 'certain' as const })

const rows = [
  podRowOf({
    name: 'api',
    links: { ...links, direct: 2, derp: 5 },
    nat: { l1: 'hard', l2: 'hard', udp: 'yes', stop: null },
    causes: [cause('cni-aws-vpc-random')],
  }),
  podRowOf({
    name: 'netpol',
    cluster: 'dc',
    links: { ...links, derp: 7 },
    nat: { l1: 'easy', l2: 'easy', udp: 'no', stop: 'pod' },
  }),
  podRowOf({ name: 'open', namespace: 'web', links: { ...links, direct: 3, idle: 1 } }),
  podRowOf({ name: 'worker', namespace: 'batch', seen: 'not_seen', why: 'no right to exec' }),
]

const passing = (filter: Partial<PodFilter>) =>
  filterPods(rows, { ...noFilter, ...filter }).map(row => row.name)

describe('which pods pass', () => {
  test.each<[string, Partial<PodFilter>, string[]]>([
    ['nothing asked', {}, ['api', 'netpol', 'open', 'worker']],
    ['a word of the name', { q: 'PI' }, ['api']],
    ['a pod by the name it had', { q: 'netpol-1' }, ['netpol']],
    ['two words, each somewhere', { q: 'eks web' }, ['open']],
    ['full-width letters of the same word', { q: 'ａｐｉ' }, ['api']],
    ['a cause by its code', { q: 'aws-vpc' }, ['api']],
    ['any link on DERP', { path: ['derp'] }, ['api', 'netpol']],
    ['two values of a facet are alternatives', { path: ['idle', 'unknown'] }, ['open', 'worker']],
    ['two facets must both hold', { path: ['derp'], cluster: ['dc'] }, ['netpol']],
    ['both layers hard', { nat: ['both_hard'] }, ['api']],
    ['no UDP', { nat: ['no_udp'] }, ['netpol']],
    ['not seen', { seen: ['not_seen'] }, ['worker']],
    ['a value that nothing has', { cluster: ['elsewhere'] }, []],
    ['markup is only a word', { q: '<b>' }, []],
  ])('%s', (_, filter, expected) => {
    expect(passing(filter)).toEqual(expected)
  })
})

describe('counts of a facet', () => {
  const counts = (facet: 'path' | 'cluster' | 'cause', filter: Partial<PodFilter>) =>
    Object.fromEntries(
      facetCounts(rows, { ...noFilter, ...filter }, facet).map(({ value, count }) => [value, count]),
    )

  test('follow the other filters, and not its own', () => {
    expect(counts('path', { cluster: ['dc'], path: ['direct'] })).toEqual({
      direct: 0,
      derp: 1,
      idle: 0,
      unknown: 0,
    })
  })

  test('keep a value at zero, and one that is asked for and not there', () => {
    expect(counts('cluster', { q: 'api', cluster: ['gone'] })).toEqual({ eks: 1, dc: 0, gone: 0 })
  })
})
