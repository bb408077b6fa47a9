import type { Member } from './member.ts'
import { settlingSeconds } from './presence.ts'
import type { Route } from './route.ts'
import { segmentAt, type Timeline, type Totals, totalsAt } from './timeline.ts'

/** Who a pod talks to, and in what rhythm. */
export interface Link {
  peer: Member
  line: Timeline
  /** The recording in whose place a series is played in the line: its addresses hold in that scene alone. */
  series: string | null
}

/** What status says of a link at a moment. Times are Unix seconds; null for never. */
export interface LinkState {
  active: boolean
  online: boolean
  /** `unanswered` shows in status as DERP does: what tells them apart is that nothing comes back. */
  path: Route | { kind: 'idle' }
  rxBytes: number
  txBytes: number
  lastWrite: number | null
  lastHandshake: number | null
}

const handshakeEvery = 120

/** Bytes between two moments. */
export function passed(line: Timeline, from: number, to: number): Totals {
  const begin = totalsAt(line, from)
  return totalsAt(line, to).map((bytes, i) => bytes - (begin[i] ?? 0)) as Totals
}

/** A peer leaves the WireGuard engine after about 5 idle minutes, and its counters with it (reference: status). */
const engineSeconds = 300

/** Since when the peer's counters count (Unix seconds): its engine began anew after each longer silence. */
function countedSince(line: Timeline, start: number, unix: number): number {
  let until = unix
  for (let at = unix; at > start; ) {
    const { segment, periodStart } = segmentAt(line, at)
    const wrote = segment.wroteUntil === undefined ? at : periodStart + segment.wroteUntil
    if (until - wrote >= engineSeconds) return until
    const session = periodStart + segment.session
    until = Math.min(until, session)
    at = Math.min(at, session) - 1
  }
  return start
}

/** `route` is where the link settles now; `start` when the process began (Unix seconds). */
export function linkState(
  link: Link,
  recordingNow: string,
  route: Route,
  start: number,
  unix: number,
): LinkState {
  const { segment, periodStart } = segmentAt(link.line, unix)
  const bytes = passed(link.line, countedSince(link.line, start, unix), unix)
  const rxBytes = Math.floor(bytes[0] + bytes[2] + bytes[4])
  const txBytes = Math.floor(bytes[1] + bytes[3] + bytes[5])
  const wrote = segment.wroteUntil === undefined ? unix : periodStart + segment.wroteUntil
  if (wrote < start || txBytes === 0) {
    return {
      active: false,
      online: segment.online,
      path: { kind: 'idle' },
      rxBytes,
      txBytes,
      lastWrite: null,
      lastHandshake: null,
    }
  }
  const session = Math.max(periodStart + segment.session, start)
  const shaken =
    segment.shaken === undefined
      ? session + Math.floor((wrote - session) / handshakeEvery) * handshakeEvery
      : periodStart + segment.shaken
  const answered = segment.course !== 'silent' && shaken < start ? start + 1 : shaken
  return {
    active: segment.active,
    online: segment.online,
    path: pathOf(
      segment,
      link.series === recordingNow,
      unix - start < settlingSeconds ? { kind: 'derp' } : route,
    ),
    rxBytes,
    txBytes,
    lastWrite: wrote,
    lastHandshake: answered < start ? null : answered,
  }
}

function pathOf(
  segment: ReturnType<typeof segmentAt>['segment'],
  inSeries: boolean,
  route: Route,
): LinkState['path'] {
  if (!segment.active || segment.course === 'idle') return { kind: 'idle' }
  if (segment.course === 'derp' || segment.course === 'silent') return { kind: 'derp' }
  if (segment.course === 'exact' && inSeries) return { kind: 'direct', address: segment.address ?? '' }
  return route
}
