import { flipKey, type Path } from '#lib/tailnet/path.ts'
import type { Link, Span } from './observer.ts'

/** A pause shorter than this is part of the stretch around it (DESIGN.md, "What is kept"). */
const pauseSeconds = 300

const secondsBetween = (from: Date, to: Date) => Math.max(0, (to.getTime() - from.getTime()) / 1000)
const later = (a: Date, b: Date) => (a > b ? a : b)

export const isQuiet = (path: Path) => path.kind === 'idle' || path.kind === 'offline'
/** Unknown because nothing was seen, which is a hole, not a stretch of history. */
export const isHole = (path: Path) => path.kind === 'unknown' && path.why === 'source_failed'

/** A DERP link whose region got a name (or lost it, with the map) has not moved. */
function isSame(before: Path, now: Path): boolean {
  if (before.kind === 'derp' && now.kind === 'derp' && (before.region === null || now.region === null))
    return true
  return flipKey(before) === flipKey(now)
}

const inDetail = (before: Path, now: Path): Path =>
  before.kind === 'derp' && now.kind === 'derp' && now.region === null ? before : now

/** The stretch of history that ends with `link`, or nothing where it was a hole or had no length. */
export function closed(link: Link, at: Date, endedBy: Span['endedBy'], reason: string | null = null): Span[] {
  if (isHole(link.path)) return []
  const { since, idleSince: _, activeSince, podSeenAt: __, peerOffline: ___, ...kept } = link
  const endedAt = later(since, at)
  if (endedAt <= since) return []
  const running = activeSince ? secondsBetween(activeSince, endedAt) : 0
  return [
    { ...kept, startedAt: since, endedAt, endedBy, reason, trafficSeconds: link.trafficSeconds + running },
  ]
}

/** A link on a path since a moment, with no history before. */
function begun(link: Link, path: Path, since: Date): Link {
  const activeSince = isQuiet(path) ? null : since
  return { ...link, path, since, idleSince: null, activeSince, trafficSeconds: 0, reason: null }
}

export interface Followed {
  /** The same object where nothing changed. */
  link: Link
  spans: Span[]
  flipped: boolean
}

const quietly = (link: Link): Followed => ({ link, spans: [], flipped: false })

/**
 * What becomes of a link that is seen on `path` at `at`. A pause of less than 5 minutes does not end a span, and
 * its time does not count as time with traffic; a longer one began when the link was first seen quiet.
 */
export function followLink(link: Link, path: Path, at: Date): Followed {
  if (isHole(link.path)) return { link: begun(link, path, at), spans: [], flipped: true }
  const idleSince = link.idleSince
  const pausedLong = idleSince !== null && secondsBetween(idleSince, at) >= pauseSeconds
  if (isQuiet(path)) {
    if (isQuiet(link.path)) return isSame(link.path, path) ? quietly(link) : turned(link, path, at)
    if (idleSince === null) return quietly(paused(link, at))
    if (!pausedLong) return quietly(link)
    return { link: begun(link, path, idleSince), spans: closed(link, idleSince, 'changed'), flipped: true }
  }
  if (idleSince !== null && pausedLong) {
    const pause = begun(link, { kind: 'idle' }, idleSince)
    const spans = [...closed(link, idleSince, 'changed'), ...closed(pause, at, 'changed')]
    return { link: begun(link, path, at), spans, flipped: true }
  }
  if (!isSame(link.path, path)) return turned(link, path, at)
  const now = inDetail(link.path, path)
  const isDetail = JSON.stringify(now) === JSON.stringify(link.path)
  if (isDetail && idleSince === null) return quietly(link)
  return quietly({ ...link, path: now, idleSince: null, activeSince: link.activeSince ?? at })
}

function turned(link: Link, path: Path, at: Date): Followed {
  return { link: begun(link, path, later(link.since, at)), spans: closed(link, at, 'changed'), flipped: true }
}

function paused(link: Link, at: Date): Link {
  const ran = link.activeSince ? secondsBetween(link.activeSince, at) : 0
  return { ...link, idleSince: at, activeSince: null, trafficSeconds: link.trafficSeconds + ran }
}

/** A link seen for the first time. */
export function firstSeen(
  link: Pick<Link, 'observer' | 'peer' | 'target' | 'podUid' | 'peerName'>,
  path: Path,
  at: Date,
): Link {
  return {
    ...link,
    podSeenAt: at,
    peerOffline: false,
    path,
    since: at,
    idleSince: null,
    activeSince: isQuiet(path) ? null : at,
    trafficSeconds: 0,
    reason: null,
  }
}
