import { describe, expect, test } from 'vitest'
import type { Fix, FixState, Proof, Sample } from '#lib/tailnet/fix.ts'
import { clusterId, deviceId, targetId } from '#lib/tailnet/ids.ts'
import type { RemedyOption } from '#lib/tailnet/remedyOption.ts'
import { fixesVerdict } from './fixesVerdict.ts'
import { fixesView } from './fixesView.ts'

const now = new Date('2026-11-20T12:00:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
const cluster = clusterId('c1')
const api = targetId({ cluster, namespace: 'n', kind: 'Deployment', name: 'api', ordinal: null })
const place = {
  id: api,
  cluster: { id: cluster, name: 'eks' },
  namespace: 'n',
  kind: 'Deployment',
  workload: 'api',
  ordinal: null,
  name: 'api',
  parent: null,
}
const sample: Sample = { sessions: 20, good: 15, links: 4, peers: 3, from: hoursAgo(9), to: hoursAgo(1) }
const proof: Proof = {
  state: 'proven',
  why: 'Proven.',
  fresh: { sessions: 7, peers: 3 },
  needed: { sessions: 20, peers: 3 },
  provenAt: null,
  before: { ...sample, sessions: 0, good: 0 },
  after: sample,
  recent: null,
  difference: null,
  control: null,
  groups: [],
}
const fix = (state: FixState, more: Partial<Fix> = {}) => ({
  fix: {
    id: state,
    scope: { cluster, namespace: null, target: api, node: null },
    what: 'the port was fixed',
    diff: [],
    remedy: 'r-set-port',
    causes: ['cni-aws-vpc-random'],
    aim: 'direct' as const,
    appliedAt: hoursAgo(10),
    noticed: 'by itself' as const,
    by: null,
    note: null,
    state,
    provenAt: null,
    checkedAt: null,
    proof,
    history: [],
    ...more,
  },
  clusterName: 'eks',
  place,
  targets: 1,
})
const option: RemedyOption = {
  id: 'r-set-port',
  title: 'Fix the port',
  applies: 'yes',
  why: '',
  certainty: 'likely',
  effort: 'field',
  place,
  objects: ['Deployment n/api'],
  canTry: true,
  turns: [
    { peer: deviceId('a'), peerName: 'a', to: 'direct', why: '' },
    { peer: deviceId('b'), peerName: 'b', to: null, why: 'The peer has no UDP.' },
  ],
}
const view = (more: Partial<Parameters<typeof fixesView>[0]> = {}) =>
  fixesView({ options: [], week: { bytes: () => 0, since: null }, fixes: [], now, ...more })

describe('a row of a fix', () => {
  test.each<[FixState, string]>([
    ['not_proven', 'Not proven yet (7 of 20)'],
    ['proven', 'Proven'],
    ['no_effect', 'No effect'],
    ['came_back', 'Came back'],
  ])('%s is told as "%s"', (state, words) => {
    expect(view({ fixes: [fix(state)] }).rows[0]?.stateWords).toBe(words)
  })

  test('a side without sessions has no share; one that nobody looked at has no sample', () => {
    const [seen, unseen] = view({ fixes: [fix('not_proven'), fix('not_proven', { proof: null })] }).rows
    expect(seen?.before?.share).toBeNull()
    expect(seen?.after?.share).toBe(0.75)
    expect(unseen?.before).toBeNull()
    expect(unseen?.stateWords).toBe('Not proven yet (0 of 20)')
  })

  test('of a target it leads to its page; of a cluster it says how many workloads', () => {
    const wide = {
      ...fix('proven', { scope: { cluster, namespace: 'shop', target: null, node: null } }),
      place: null,
      targets: 3,
    }
    const [own, whole] = view({ fixes: [fix('proven'), wide] }).rows
    expect(own?.where).toEqual({ name: 'eks / n / api', href: '/pods/eks/n/api' })
    expect(whole?.where).toEqual({ name: 'eks / shop, 3 workloads', href: null })
  })
})

describe('what to do next', () => {
  test('bytes of a day are told as of a week, and of a few minutes as they are', () => {
    const bytes = () => 100
    const of = (hours: number) =>
      view({ options: [option], week: { bytes, since: hoursAgo(hours) } }).next[0]?.bytesWeek
    expect(of(24)).toBe(700)
    expect(of(24 * 7)).toBe(100)
    expect(of(0.5)).toBe(100)
  })

  test('links that stay are told by why', () => {
    expect(view({ options: [option] }).next[0]).toMatchObject({
      touches: 'one field',
      direct: 1,
      stays: [{ links: 1, why: 'The peer has no UDP.' }],
      targets: [{ name: 'api', href: '/pods/eks/n/api' }],
      tryWords: 'r-set-port@eks/n/api',
    })
  })
})

describe('the verdict', () => {
  test('nothing applied, nothing to do', () => {
    expect(fixesVerdict(view())).toEqual({
      headline: 'No fix has been applied yet.',
      reason: 'No change that tailpath knows would take a link off DERP now.',
    })
  })

  test('counts by state, and the next step', () => {
    const verdict = fixesVerdict(view({ options: [option], fixes: [fix('proven'), fix('came_back')] }))
    expect(verdict.headline).toBe('2 fixes: 1 proven, 1 came back.')
    expect(verdict.reason).toBe('Next: Fix the port for api; 1 link would leave DERP (predicted).')
  })
})
