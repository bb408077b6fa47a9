import type { Stretch } from '#lib/tailnet/fix.ts'
import type { DeviceId, TargetId } from '#lib/tailnet/ids.ts'
import { type TrafficKind, trafficKinds } from '#lib/tailnet/path.ts'

/** Traffic of one link from where it began after a pause or a restart to where it paused again. */
export interface Session {
  target: TargetId
  observer: DeviceId
  peer: DeviceId
  peerName: string
  startedAt: Date
  endedAt: Date
  /** The path that it settled on; null where it had none for long enough to say. */
  settled: TrafficKind | null
}

/** What was seen of the links of some workloads. */
export interface Seen {
  /** In any order, of any number of links. */
  stretches: readonly Stretch[]
  /** When tailscaled began anew, by target: what follows is another session although nobody saw a pause. */
  restarts: ReadonlyMap<TargetId, readonly Date[]>
  /** When the pod of a device started, where it is known: what it does can have begun no earlier. */
  startedAt: ReadonlyMap<DeviceId, Date>
}

/** A verdict wants 30 s of traffic (DESIGN.md, "What can be known"): a start on DERP is normal. */
const settledSeconds = 30

const secondsOf = ({ startedAt, endedAt }: { startedAt: Date; endedAt: Date }) =>
  (endedAt.getTime() - startedAt.getTime()) / 1000

type Piece = Stretch & { endedAt: Date }

/**
 * Sessions of links, oldest first. One whose beginning was not seen (the first of a link at the observer's first look,
 * or the first after a hole) is left out: it may be older than any change. What lies after `until` is not looked at; stretches that last are told until then.
 */
export function sessionsOf({ stretches, restarts, startedAt }: Seen, until: Date): Session[] {
  const pieces = stretches.flatMap(stretch => cut(stretch, restarts.get(stretch.target) ?? [], until))
  const firstLook = new Map<DeviceId, number>()
  for (const { observer, startedAt: start } of pieces) {
    firstLook.set(observer, Math.min(firstLook.get(observer) ?? Number.POSITIVE_INFINITY, start.getTime()))
  }
  const isSeenToBegin = (piece: Piece, before: Piece | undefined) => {
    if (before) return before.endedBy !== 'gap'
    const pod = startedAt.get(piece.observer)
    const looked = firstLook.get(piece.observer) ?? Number.POSITIVE_INFINITY
    // A pod younger than a look by this much was looked at for the first time when all of its links were new.
    const isYoung = pod !== undefined && piece.startedAt.getTime() - pod.getTime() <= youngMs
    return piece.startedAt.getTime() > looked || isYoung
  }
  const links = Map.groupBy(pieces, ({ observer, peer }) => `${observer}>${peer}`)
  return [...links.values()]
    .flatMap(own =>
      runs(own.toSorted(byStart)).flatMap(({ run, before }) => {
        const [first, last] = [run[0], run.at(-1)]
        return first && last && isSeenToBegin(first, before) ? [toSession(first, last, run)] : []
      }),
    )
    .sort(byStart)
}

/** A pod that a look finds so young has had no session before it: sessions are five minutes apart. */
const youngMs = 300_000

const byStart = (a: { startedAt: Date }, b: { startedAt: Date }) =>
  a.startedAt.getTime() - b.startedAt.getTime()

/** Cuts a stretch at `until` and where tailscaled began anew in it; its traffic is shared out by time. */
function cut(stretch: Stretch, restarts: readonly Date[], until: Date): (Piece & { isNew: boolean })[] {
  const end = stretch.endedAt && stretch.endedAt < until ? stretch.endedAt : until
  if (end <= stretch.startedAt) return []
  const whole = secondsOf({ startedAt: stretch.startedAt, endedAt: stretch.endedAt ?? until })
  const within = restarts
    .filter(at => at > stretch.startedAt && at < end)
    .sort((a, b) => a.getTime() - b.getTime())
  const edges = [stretch.startedAt, ...within, end]
  return edges.slice(0, -1).flatMap((from, index) => {
    const to = edges[index + 1]
    if (!to) return []
    const share = secondsOf({ startedAt: from, endedAt: to }) / whole
    const isLast = index === edges.length - 2
    const endedBy = isLast && end === stretch.endedAt ? stretch.endedBy : null
    const trafficSeconds = stretch.trafficSeconds * share
    return [{ ...stretch, startedAt: from, endedAt: to, endedBy, trafficSeconds, isNew: index > 0 }]
  })
}

/** Stretches that follow each other without a pause, with what came before each run. */
function runs(
  ordered: readonly (Piece & { isNew: boolean })[],
): { run: Piece[]; before: Piece | undefined }[] {
  const found: { run: Piece[]; before: Piece | undefined }[] = []
  for (const piece of ordered) {
    const last = found.at(-1)
    const previous = last?.run.at(-1)
    const goesOn = previous && !piece.isNew && previous.endedAt.getTime() === piece.startedAt.getTime()
    if (last && goesOn && previous.endedBy !== 'gap') last.run.push(piece)
    else found.push({ run: [piece], before: previous })
  }
  return found
}

function toSession(first: Piece, last: Piece, run: readonly Piece[]): Session {
  const { target, observer, peer, peerName, startedAt } = first
  return { target, observer, peer, peerName, startedAt, endedAt: last.endedAt, settled: settledOn(run) }
}

/** The path that carried it for longest, of those that it stayed on long enough to be no mere start. */
function settledOn(run: readonly Piece[]): TrafficKind | null {
  const seconds = (kind: TrafficKind) =>
    run
      .filter(piece => piece.kind === kind && piece.trafficSeconds >= settledSeconds)
      .reduce((sum, piece) => sum + piece.trafficSeconds, 0)
  const [longest] = trafficKinds
    .map(kind => ({ kind, seconds: seconds(kind) }))
    .sort((a, b) => b.seconds - a.seconds)
  return longest && longest.seconds > 0 ? longest.kind : null
}
