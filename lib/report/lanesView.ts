import type { GapSeen, SpanSeen, TimeWindow } from '#lib/tailnet/history.ts'
import { flipKey, type PathKind, trafficKinds } from '#lib/tailnet/path.ts'
import type { LinkStanding, PodStanding } from '#lib/tailnet/standing.ts'
import type { Hole } from './holes.ts'
import { pathText } from './pathWords.ts'
import { shortNames } from './shortNames.ts'

export interface LaneSegment {
  from: number
  to: number
  kind: PathKind
  text: string
  /** Changes that are drawn as one because each is narrower than a pixel or two. */
  flips: number
}

export interface Lane {
  key: string
  peer: string
  peerName: string
  short: string
  /** The pod whose view this is, where a target has several. */
  observer: string | null
  now: { kind: PathKind; text: string } | null
  segments: LaneSegment[]
  holes: Hole[]
  /** Changes of path in the window. */
  flips: number
}

export interface LanesView {
  asOf: number
  from: number
  to: number
  lanes: Lane[]
  /** Hatched over all lanes. */
  holes: Hole[]
  /** Older spans were left out to bound the picture. */
  isCut: boolean
}

interface LanesInput {
  spans: SpanSeen[]
  isCut: boolean
  links: LinkStanding[]
  pods: PodStanding[]
  gaps: GapSeen[]
  window: TimeWindow
  now: Date
  regionCode: (id: number) => string | null
}

/** A segment narrower than this part of the lane cannot be told from its neighbours. */
const narrowest = 1 / 500
const kindOrder: Record<PathKind, number> = {
  derp: 0,
  peer_relay: 1,
  no_answer: 2,
  direct: 3,
  unknown: 4,
  idle: 5,
  offline: 6,
}

/** Joins runs of segments that are too narrow to see into one of the kind that lasted longest. */
export function joinNarrow(segments: LaneSegment[], narrowMs: number): LaneSegment[] {
  const joined: LaneSegment[] = []
  let run: LaneSegment[] = []
  const close = () => {
    const first = run[0]
    const last = run.at(-1)
    if (!first || !last) return
    const longest = run.reduce((best, next) => (next.to - next.from > best.to - best.from ? next : best))
    joined.push({ ...longest, from: first.from, to: last.to, flips: run.length - 1 })
    run = []
  }
  for (const segment of segments) {
    const isNarrow = segment.to - segment.from < narrowMs
    const last = run.at(-1)
    if (!isNarrow || (last && last.to !== segment.from)) close()
    if (isNarrow) run.push(segment)
    else joined.push(segment)
    const first = run[0]
    if (first && segment.to - first.from >= narrowMs) close()
  }
  close()
  return joined
}

function laneHoles(spans: SpanSeen[], from: number, to: number): Hole[] {
  return spans.flatMap((span, index) => {
    if (span.endedBy !== 'gap' || !span.endedAt) return []
    const hole = {
      from: Math.max(from, span.endedAt.getTime()),
      to: Math.min(to, spans[index + 1]?.startedAt.getTime() ?? to),
      reason: span.reason ?? 'not measured',
    }
    return hole.to > hole.from ? [hole] : []
  })
}

/** Changes between paths that carry traffic: a pause between two spans of the same path is none. */
function changesOf(spans: readonly SpanSeen[]): number {
  const ways = spans.filter(span => isTraffic(span.path.kind)).map(span => flipKey(span.path))
  return ways.filter((way, index) => index > 0 && way !== ways[index - 1]).length
}

const isTraffic = (kind: PathKind) => (trafficKinds as readonly PathKind[]).includes(kind)

/** Spans of a target as one lane a peer (and observer), worst path first. */
export function lanesView(input: LanesInput): LanesView {
  const { window, now, regionCode, pods } = input
  const from = window.from.getTime()
  const to = window.to.getTime()
  const end = Math.min(to, now.getTime())
  const podOf = new Map(pods.flatMap(pod => (pod.device ? [[pod.device as string, pod.name] as const] : [])))
  const observers = new Set(input.spans.map(span => span.observer))
  const byLane = Map.groupBy(input.spans, span => `${span.observer}\n${span.peer}`)
  const linkOf = new Map(input.links.map(link => [`${link.observer}\n${link.peer}`, link]))
  const short = shortNames(input.spans.map(span => span.peerName))
  const lanes = [...byLane].flatMap(([key, unordered]): Lane[] => {
    const spans = unordered.toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime())
    const last = spans.at(-1)
    if (!last) return []
    const segments = spans.map(span => ({
      from: Math.max(from, span.startedAt.getTime()),
      to: Math.min(end, span.endedAt?.getTime() ?? end),
      kind: span.path.kind,
      text: pathText(span.path, regionCode),
      flips: 0,
    }))
    const link = linkOf.get(key)
    return [
      {
        key,
        peer: last.peer,
        peerName: link?.peerName ?? last.peerName,
        short: short(link?.peerName ?? last.peerName),
        observer: observers.size > 1 ? (podOf.get(last.observer) ?? last.observer) : null,
        now: link ? { kind: link.path.kind, text: pathText(link.path, regionCode) } : null,
        segments: joinNarrow(
          segments.filter(segment => segment.to > segment.from),
          (to - from) * narrowest,
        ),
        holes: laneHoles(spans, from, end),
        flips: changesOf(spans),
      },
    ]
  })
  const rank = (lane: Lane) => kindOrder[lane.now?.kind ?? 'offline']
  return {
    asOf: now.getTime(),
    from,
    to,
    lanes: lanes.sort((a, b) => rank(a) - rank(b) || a.peerName.localeCompare(b.peerName)),
    holes: input.gaps.flatMap(gap => {
      const hole = {
        from: Math.max(from, gap.startedAt.getTime()),
        to: Math.min(end, gap.endedAt?.getTime() ?? end),
        reason: gap.reason,
      }
      return hole.to > hole.from ? [hole] : []
    }),
    isCut: input.isCut,
  }
}
