import type { PathKind } from '#lib/tailnet/path.ts'
import { type Tick, timeTicks } from './axis.ts'
import { type CardChart, cardChart } from './cardChart.ts'
import { clock, day } from './clock.ts'
import { cut, drawable } from './drawable.ts'
import { blockOf, type Frozen } from './frozen.ts'
import { weekNumber } from './isoWeek.ts'
import { pathName } from './pathWords.ts'

/** What the image of a frozen view shows: all of its texts, and a chart in parts of its width. */
export interface Card {
  headline: string
  reason: string
  chart: CardChart | null
  ticks: { at: number; label: string }[]
  /** The change that the picture turns at. */
  mark: { at: number; label: string } | null
  counts: { kind: PathKind; words: string }[]
  subject: string
  taken: string
}

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
    chart: cardChart(frozen, part),
    ticks: ticksOf(frozen, part),
    mark: event && {
      at: part(event.at),
      label: cut(drawable(`${clock(event.at, zone)} ${event.title}`), 60),
    },
    counts: counts.slice(0, 3).map(({ kind, count }) => ({ kind, words: `${count} ${pathName[kind]}` })),
    subject: cut(drawable(subject), 44),
    taken: `${day(takenAt, zone)} ${new Date(takenAt).getUTCFullYear()}, ${clock(takenAt, zone)} ${drawable(zone)}`,
  }
}

function ticksOf(frozen: Frozen, part: (at: number) => number): Card['ticks'] {
  const trend = blockOf(frozen, 'weeks')?.shares[0]?.trend
  if (trend) {
    return trend.map(({ week }, index) => ({
      at: (index + 0.5) / trend.length,
      label: `W${weekNumber(week)}`,
    }))
  }
  return timeTicks(frozen.from, frozen.to, frozen.zone, 4).map(({ at, label }: Tick) => ({
    at: part(at),
    label,
  }))
}

function causeOf(frozen: Frozen): string {
  const isOfOne = frozen.page === 'target' || frozen.page === 'link'
  const cause = isOfOne ? blockOf(frozen, 'causes')?.causes[0] : undefined
  return cause ? `Cause, ${cause.certainty}: ${cause.title}.` : ''
}

/** The last change that put links on DERP in these hours. */
function eventOf(frozen: Frozen) {
  const items = blockOf(frozen, 'events')?.items ?? []
  return (
    items.find(({ at, effect }) => effect?.kind === 'derp' && at >= frozen.from && at <= frozen.to) ?? null
  )
}
