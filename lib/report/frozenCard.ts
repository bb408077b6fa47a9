import type { PathKind } from '#lib/tailnet/path.ts'
import { type Tick, timeTicks } from './axis.ts'
import { clock, day } from './clock.ts'
import type { BlockOf, Frozen } from './frozen.ts'
import { pathName } from './pathWords.ts'

export interface CardSegment {
  from: number
  to: number
  kind: PathKind
}

/** What the image of a frozen view shows: all of its texts, and a chart in parts of its width. */
export interface Card {
  headline: string
  reason: string
  chart:
    | { kind: 'lanes'; lanes: CardSegment[][] }
    /** Shares of a bucket from below: direct, peer relay, DERP, each from 0 to 1. */
    | {
        kind: 'bands'
        buckets: { from: number; to: number; direct: number; peer_relay: number; derp: number }[]
      }
    | { kind: 'mix'; rows: { name: string; direct: number; peer_relay: number; derp: number }[] }
    | null
  ticks: { at: number; label: string }[]
  /** The change that the picture turns at. */
  mark: { at: number; label: string } | null
  counts: { kind: PathKind; words: string }[]
  subject: string
  taken: string
}

/** So many fit on 230 pixels. */
const mostLanes = 7

/**
 * The texts and the chart of the image that a chat unfolds. Made of the redacted view alone; what its font cannot draw
 * becomes "?", since the renderer would ask the internet for a font that can, and tell it the text.
 */
export function frozenCard(frozen: Frozen): Card {
  const { from, to, zone, takenAt, headline, reasons, counts, subject } = frozen
  const part = (at: number) => Math.min(1, Math.max(0, (at - from) / (to - from)))
  const event = eventOf(frozen)
  return {
    headline: cut(drawable(headline), 110),
    reason: cut(drawable([causeOf(frozen), ...reasons].filter(Boolean).join(' ')), 170),
    chart: chartOf(frozen, part),
    ticks: timeTicks(from, to, zone, 4).map(({ at, label }: Tick) => ({ at: part(at), label })),
    mark: event && {
      at: part(event.at),
      label: cut(drawable(`${clock(event.at, zone)} ${event.title}`), 60),
    },
    counts: counts.slice(0, 3).map(({ kind, count }) => ({ kind, words: `${count} ${pathName[kind]}` })),
    subject: cut(drawable(subject), 44),
    taken: `${day(takenAt, zone)} ${new Date(takenAt).getUTCFullYear()}, ${clock(takenAt, zone)} ${drawable(zone)}`,
  }
}

/** Latin letters, digits and the punctuation of our sentences: what Geist has. */
export const drawable = (text: string) =>
  text
    .replaceAll('`', '')
    .replace(/\s+/g, ' ')
    .replace(/[^\x20-\x7e\u00a1-\u017f–—‘’“”…]/gu, '?')

const cut = (text: string, most: number) =>
  text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text

const blockOf = <B extends 'shares' | 'lanes' | 'events' | 'causes' | 'table'>({ blocks }: Frozen, name: B) =>
  blocks.find((block): block is BlockOf<B> => block.block === name)

function causeOf(frozen: Frozen): string {
  const cause = frozen.page === 'target' ? blockOf(frozen, 'causes')?.causes[0] : undefined
  return cause ? `Cause, ${cause.certainty}: ${cause.title}.` : ''
}

/** The last change that put links on DERP in these hours. */
function eventOf(frozen: Frozen) {
  const items = blockOf(frozen, 'events')?.items ?? []
  return (
    items.find(({ at, effect }) => effect?.kind === 'derp' && at >= frozen.from && at <= frozen.to) ?? null
  )
}

function chartOf(frozen: Frozen, part: (at: number) => number): Card['chart'] {
  const lanes = blockOf(frozen, 'lanes')
  if (lanes && lanes.lanes.length > 0) {
    return {
      kind: 'lanes',
      lanes: lanes.lanes
        .slice(0, mostLanes)
        .map(lane => lane.segments.map(({ from, to, kind }) => ({ from: part(from), to: part(to), kind }))),
    }
  }
  const share = blockOf(frozen, 'shares')?.shares[0]
  if (share) {
    return {
      kind: 'bands',
      buckets: share.points.flatMap(({ at, direct, peer_relay, derp }) =>
        direct === null
          ? []
          : [
              {
                from: part(at),
                to: part(at + share.stepMs),
                direct: direct / 100,
                peer_relay: (peer_relay ?? 0) / 100,
                derp: (derp ?? 0) / 100,
              },
            ],
      ),
    }
  }
  const rows = blockOf(frozen, 'table')?.rows.flatMap(({ cells: [name = ''], mix }) =>
    mix && mix.direct + mix.peer_relay + mix.derp > 0 ? [{ name: cut(drawable(name), 22), ...mix }] : [],
  )
  return rows && rows.length > 0 ? { kind: 'mix', rows: rows.slice(0, mostLanes) } : null
}
