import type { FixAim, Proof, ProofGroup, Sample } from '#lib/tailnet/fix.ts'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import type { TrafficKind } from '#lib/tailnet/path.ts'
import { differenceOf, lessControl } from './difference.ts'
import { natKind, networkGroup, type PeerNetwork } from './groupOf.ts'
import { type Seen, type Session, sessionsOf } from './sessionsOf.ts'

/** At least so many fresh sessions, on so many peers (DESIGN.md, "Proof that a fix worked"). */
export const needed = { sessions: 20, peers: 3 } as const

export interface Evidence {
  aim: FixAim
  appliedAt: Date
  /** When it was first proven; null before. */
  provenAt: Date | null
  /** Sessions before this are not looked at: another change came then, or it is too long ago. */
  since: Date
  /** Another change of the same workload came then: until this is proven, what follows is not this one's. */
  until: Date
  now: Date
  /** Of the workloads that the change concerns. */
  own: Seen
  /** Of workloads beside them that nothing was changed for. */
  control: Seen
  peers: ReadonlyMap<DeviceId, PeerNetwork>
}

interface Judged extends Session {
  settled: TrafficKind
  isGood: boolean
}

/**
 * What sessions say of a fix. Only those that started after it count as fresh: a path that is open outlives its rule,
 * and one that was opened by it does so too, so an old session that is still direct shows nothing. Old sessions count
 * as "before" with where they had settled by then. It is proven from the first session on with which it is; what came
 * since then tells whether it holds.
 */
export function proofOf(evidence: Evidence): Proof {
  const { appliedAt, since, until, peers } = evidence
  const { before, after: all } = sides(evidence.own, evidence)
  const control = sides(evidence.control, evidence)
  const own = all.filter(({ startedAt }) => startedAt < until)
  const provenAt = evidence.provenAt ?? firstProven(before, own, control, evidence)
  // What is proven once is watched on, also past another change.
  const after = provenAt ? all : own
  const end = latest(after) ?? appliedAt
  const verdict = verdictOf(before, after, control, evidence)
  const found = {
    fresh: { sessions: after.length, peers: peersOf(after) },
    needed: { ...needed },
    provenAt,
    before: sampleOf(before, since, appliedAt),
    after: sampleOf(after, appliedAt, end),
    recent: null,
    ...verdict,
  }
  if (!provenAt) return found
  const recent = newest(after.filter(({ startedAt }) => startedAt > provenAt))
  if (!recent)
    return {
      ...found,
      state: 'proven',
      why: 'Proven; too few sessions since then to say that it still holds.',
    }
  const era = after.filter(({ startedAt }) => startedAt <= provenAt)
  const held = { ...found, recent: sampleOf(recent, recent[0]?.startedAt ?? provenAt, end) }
  return cameBack(before, era, recent, peers)
    ? { ...held, state: 'came_back', why: 'The newest sessions are as they were before the change.' }
    : { ...held, state: 'proven', why: 'Proven, and the newest sessions still go so.' }
}

interface Sides {
  before: Judged[]
  after: Judged[]
}

type Verdict = Pick<Proof, 'state' | 'why' | 'difference' | 'control' | 'groups'>

/** Of these sessions alone, without what was proven earlier. */
function verdictOf(before: Judged[], after: Judged[], beside: Sides, evidence: Evidence): Verdict {
  const groups = comparable(before, after, evidence.peers)
  const difference = differenceOf(groups)
  const control = controlOf(beside, evidence, latest(after) ?? evidence.appliedAt)
  const told = (state: Proof['state'], why: string): Verdict => ({ state, why, difference, control, groups })
  if (!isEnough(after)) return told('not_proven', countWords(after))
  if (!difference) {
    return told(
      'not_proven',
      'No session from before the change is like those after it: nothing to compare with.',
    )
  }
  if (difference.low <= 0) {
    return told(
      'no_effect',
      difference.high < 0
        ? 'Fewer sessions go the way it was meant to open than before.'
        : 'The sessions after it go no better than those before.',
    )
  }
  if (control && lessControl(difference, control.difference).low <= 0) {
    return told('no_effect', 'Workloads that were not touched got better by as much: it was not this change.')
  }
  return told('proven', 'More sessions go the way it was meant to open than before, beyond chance.')
}

/** More sessions than this make no proof that fewer did not. */
const mostLooks = 500

/** When the session began with which it was first proven, as one who looked after each would have said; null for never. */
function firstProven(before: Judged[], after: Judged[], beside: Sides, evidence: Evidence): Date | null {
  const most = Math.min(after.length, mostLooks)
  for (let count = needed.sessions; count <= most; count++) {
    const { state } = verdictOf(before, after.slice(0, count), beside, evidence)
    if (state === 'proven') return after[count - 1]?.startedAt ?? null
  }
  return null
}

/** Sessions that started before the change, as they stood when it came, and those that started after it. */
function sides(seen: Seen, { aim, appliedAt, since, now }: Evidence): Sides {
  const [was, is] = [judged(sessionsOf(seen, appliedAt), aim), judged(sessionsOf(seen, now), aim)]
  return {
    before: was.filter(({ startedAt }) => startedAt >= since),
    after: is.filter(({ startedAt }) => startedAt >= appliedAt),
  }
}

function judged(sessions: readonly Session[], aim: FixAim): Judged[] {
  return sessions.flatMap(session => {
    const { settled } = session
    if (settled === null) return []
    return [{ ...session, settled, isGood: aim === 'direct' ? settled === 'direct' : settled !== 'derp' }]
  })
}

const peersOf = (sessions: readonly Judged[]) => new Set(sessions.map(({ peer }) => peer)).size
const isEnough = (sessions: readonly Judged[]) =>
  sessions.length >= needed.sessions && peersOf(sessions) >= needed.peers
const latest = (sessions: readonly Judged[]) =>
  sessions.reduce<Date | null>((last, { startedAt }) => (last && last > startedAt ? last : startedAt), null)
const share = (sessions: readonly Judged[]) => ({
  sessions: sessions.length,
  good: sessions.filter(({ isGood }) => isGood).length,
})

function sampleOf(sessions: readonly Judged[], from: Date, to: Date): Sample {
  const links = new Set(sessions.map(({ target, peer }) => `${target}>${peer}`)).size
  return { ...share(sessions), links, peers: peersOf(sessions), from, to }
}

/** "7 of 20 sessions, 2 of 3 peers": what is still missing. */
function countWords(after: readonly Judged[]): string {
  const sessions = `${Math.min(after.length, needed.sessions)} of ${needed.sessions} sessions`
  const peers = `${Math.min(peersOf(after), needed.peers)} of ${needed.peers} peers`
  return `Seen since the change: ${sessions} that started after it, ${peers}.`
}

/**
 * Groups of peers with sessions before and after: by kind of NAT and network, or by kind alone where too few of the
 * peers are the same.
 */
function comparable(
  before: readonly Judged[],
  after: readonly Judged[],
  peers: ReadonlyMap<DeviceId, PeerNetwork>,
): ProofGroup[] {
  const by = (nameOf: (peer: PeerNetwork | undefined) => string): ProofGroup[] => {
    const name = ({ peer }: Judged) => nameOf(peers.get(peer))
    const [was, is] = [Map.groupBy(before, name), Map.groupBy(after, name)]
    return [...new Set([...was.keys(), ...is.keys()])].sort().map(each => ({
      name: each,
      before: share(was.get(each) ?? []),
      after: share(is.get(each) ?? []),
    }))
  }
  const byNetwork = by(networkGroup)
  const matched = byNetwork.reduce(
    (sum, group) => sum + (group.before.sessions > 0 ? group.after.sessions : 0),
    0,
  )
  return matched >= Math.min(needed.sessions, after.length) ? byNetwork : by(natKind)
}

function controlOf({ before, after: all }: Sides, evidence: Evidence, end: Date): Proof['control'] {
  const { appliedAt, since, peers } = evidence
  const after = all.filter(({ startedAt }) => startedAt <= end)
  if (!isEnough(before) || !isEnough(after)) return null
  const difference = differenceOf(comparable(before, after, peers))
  return (
    difference && {
      before: sampleOf(before, since, appliedAt),
      after: sampleOf(after, appliedAt, end),
      difference,
    }
  )
}

/** The shortest end of the history that is enough to judge by. */
function newest(ordered: readonly Judged[]): Judged[] | null {
  for (let start = ordered.length - needed.sessions; start >= 0; start--) {
    const tail = ordered.slice(start)
    if (isEnough(tail)) return tail
  }
  return null
}

/** No better than before the change, and worse than while it was proven: both beyond chance or not at all. */
function cameBack(
  before: readonly Judged[],
  era: readonly Judged[],
  recent: readonly Judged[],
  peers: ReadonlyMap<DeviceId, PeerNetwork>,
): boolean {
  const gain = differenceOf(comparable(before, recent, peers))
  const loss = differenceOf(comparable(era, recent, peers))
  return gain !== null && loss !== null && gain.low <= 0 && loss.high < 0
}
