import { clusterId, type TargetId } from '#lib/tailnet/ids.ts'
import type { WeekFinding, WeekTarget } from '#lib/tailnet/week.ts'
import { weekBounds } from './isoWeek.ts'
import type { ReviewInput } from './reviewInput.ts'

/** Weeks as tests tell them: 2026-W47, the 16th to the 22nd of November, in which nothing happened. */

export const nov = (day: number, time = '00:00') =>
  new Date(`2026-11-${String(day).padStart(2, '0')}T${time}:00Z`)

export const pod = (name: string, more: Partial<WeekTarget> = {}): WeekTarget => ({
  place: {
    // Tests need no more of an id than that it is one.
    id: name as TargetId,
    cluster: { id: clusterId('c1'), name: 'eks-prod' },
    namespace: 'shop',
    kind: 'Deployment',
    workload: name,
    ordinal: null,
    name,
    parent: null,
  },
  firstSeen: nov(1),
  goneAt: null,
  unjudged: null,
  team: null,
  ...more,
})

/** A cause that held all week. */
export const held = (more: Partial<WeekFinding> = {}): WeekFinding => ({
  target: 'shop' as TargetId,
  code: 'both-hard',
  certainty: 'likely',
  atStart: true,
  atEnd: true,
  heldBefore: true,
  openedByFact: false,
  closedByFact: false,
  byRule: false,
  changedAt: null,
  ...more,
})

export const calmWeek = (more: Partial<ReviewInput> = {}): ReviewInput => ({
  week: '2026-W47',
  zone: 'UTC',
  choice: { scope: { kind: 'all' }, key: 'all', name: 'All clusters' },
  window: weekBounds('2026-W47', 'UTC'),
  now: nov(23, '00:05'),
  tailnet: 'demo.ts.net',
  targets: [pod('shop')],
  links: { links: { direct: 4, peer_relay: 0, derp: 0 }, oneWay: 0, unknown: 0 },
  time: { direct: 36_000, peer_relay: 0, derp: 0 },
  bytes: { bytes: { direct: 1024 ** 3, peer_relay: 0, derp: 0 }, estimated: 0 },
  moves: [],
  findings: [],
  flaps: [],
  regions: [],
  regionCode: () => 'fra',
  rate: null,
  derpLinks: [],
  gaps: [],
  options: [],
  derpWeek: { bytes: () => 0, since: null },
  fixes: [],
  before: [],
  firstKept: nov(1),
  isFinestGone: false,
  ...more,
})
