import type { TimeWindow } from '#lib/tailnet/history.ts'
import { duration } from './duration.ts'

/** What the address says of time: `from` relative ("6h") or a moment, `to` a moment or absent for now. */
export interface RangeWords {
  from: string | null
  to: string | null
}

export interface Range extends TimeWindow {
  /** "6h" where it moves with the clock, null where both ends stand. */
  relative: string | null
}

export type RangeAnswer = { ok: true; range: Range } | { ok: false; why: string }

export const presets = ['1h', '6h', '24h', '7d', '30d'] as const
export const defaultRange = '6h'

const unitSeconds: Record<string, number> = { m: 60, min: 60, h: 3_600, d: 86_400, w: 604_800 }
/** Spans are kept for 400 days (DESIGN.md, "What is kept"). */
const longestSeconds = 400 * 86_400
const shortestSeconds = 5 * 60

/** Seconds of "13h", "90 min", "2w"; null where it is no such word. */
export function relativeSeconds(word: string): number | null {
  const match = /^(?:last\s+|-)?(\d{1,5})\s*(m|min|h|d|w)$/i.exec(word.trim())
  const unit = unitSeconds[match?.[2]?.toLowerCase() ?? '']
  return match && unit ? Number(match[1]) * unit : null
}

/**
 * A moment as typed: `2026-11-20 14:00`, with or without a zone. Without one it is read in UTC shifted by
 * `offsetMs`, which the caller takes from the zone on screen.
 */
export function momentOf(word: string, offsetMs = 0): Date | null {
  const match =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/.exec(
      word.trim(),
    )
  if (!match) return null
  const [, date = '', hour = '0', minute = '00', second = '00', zone] = match
  const ends = zone && zone !== 'Z' ? zone.replace(/^(...)(\d\d)$/, '$1:$2') : 'Z'
  const at = new Date(`${date}T${hour.padStart(2, '0')}:${minute}:${second}${ends}`)
  if (Number.isNaN(at.getTime()) || !isDay(date)) return null
  return zone ? at : new Date(at.getTime() - offsetMs)
}

/** Is it in the calendar? The language reads 30 February as 2 March. Before 1970 nothing was measured, and Postgres has no year 0. */
const isDay = (date: string) => new Date(date).toISOString().startsWith(date) && date >= '1970'

/** Reads a range as the address has it. A range that cannot be read is said to be so, never guessed. */
export function parseRange({ from, to }: RangeWords, now: Date): RangeAnswer {
  const seconds = relativeSeconds(from ?? defaultRange)
  if (seconds !== null && !to) {
    if (seconds < shortestSeconds) return { ok: false, why: 'A range has at least 5 minutes.' }
    if (seconds > longestSeconds) return { ok: false, why: 'Nothing is kept for longer than 400 days.' }
    const start = new Date(now.getTime() - seconds * 1000)
    return { ok: true, range: { from: start, to: now, relative: from?.trim() || defaultRange } }
  }
  const end = to ? momentOf(to) : now
  if (!end) return { ok: false, why: `“${to}” is no moment. Write it as 2026-11-20 14:00.` }
  const start = seconds === null ? momentOf(from ?? '') : new Date(end.getTime() - seconds * 1000)
  if (!start) return { ok: false, why: `“${from}” is no range. Write 13h, 7d or 2026-11-20 14:00.` }
  if (end.getTime() - start.getTime() < shortestSeconds * 1000) {
    return { ok: false, why: 'The range ends before it has lasted 5 minutes.' }
  }
  if (end.getTime() - start.getTime() > longestSeconds * 1000) {
    return { ok: false, why: 'Nothing is kept for longer than 400 days.' }
  }
  return { ok: true, range: { from: start, to: end, relative: null } }
}

/** "6 h", "39 min", "1 d": how long a window is, for heads of columns and sections. */
export function lengthOf(from: number, to: number): string {
  const seconds = Math.round((to - from) / 1000)
  return seconds % 86_400 === 0 && seconds <= 86_400 ? '24 h' : duration(seconds)
}

/** The window of the same length just before or after: what the arrows of the time bar lead to. */
export function shiftedRange(range: TimeWindow, by: -1 | 1): RangeWords {
  const length = range.to.getTime() - range.from.getTime()
  return {
    from: isoMinute(range.from.getTime() + by * length),
    to: isoMinute(range.to.getTime() + by * length),
  }
}

/**
 * The same length about the same middle, twice as long: what zooming out leads to. It moves with the clock again
 * where it reaches now.
 */
export function widerRange(range: TimeWindow, now: number): RangeWords {
  const [from, to] = [range.from.getTime(), range.to.getTime()]
  const length = Math.min(2 * (to - from), longestSeconds * 1000)
  const end = (from + to) / 2 + length / 2
  if (end >= now) return { from: relativeWord(length), to: null }
  return { from: isoMinute(end - length), to: isoMinute(end) }
}

/** What a stretch of a chart becomes when it is zoomed into: at least five minutes about its middle, in whole minutes. */
export function zoomedRange(a: number, b: number): { from: string; to: string } {
  const middle = (a + b) / 2
  const half = Math.max(Math.abs(b - a), shortestSeconds * 1000) / 2
  const from = Math.floor((middle - half) / 60_000) * 60_000
  return {
    from: isoMinute(from),
    to: isoMinute(Math.max(Math.ceil((middle + half) / 60_000) * 60_000, from + shortestSeconds * 1000)),
  }
}

/**
 * The range of a replay: as long as the one that the address asks for, and ending at the moment that is replayed. Null where
 * no moment or no length can be read.
 */
export function replayedRange({ from, to }: RangeWords, at: string): { from: string; to: string } | null {
  const end = momentOf(at)
  if (!end) return null
  const length = relativeSeconds(from ?? defaultRange)
  const [start, stop] = [momentOf(from ?? ''), momentOf(to ?? '')]
  const ms = length === null ? (start && stop ? stop.getTime() - start.getTime() : null) : length * 1000
  if (ms === null || !(ms > 0)) return null
  return { from: isoOf(end.getTime() - ms), to: isoOf(end.getTime()) }
}

const isoOf = (at: number) => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z')
const isoMinute = (at: number) => new Date(at).toISOString().replace(/:\d{2}\.\d{3}Z$/, 'Z')

/** A length as the address says it, in the largest unit that leaves nothing over: "6h", "90m". */
export function relativeWord(ms: number): string {
  const minutes = Math.max(5, Math.round(ms / 60_000))
  if (minutes % 1_440 === 0) return `${minutes / 1_440}d`
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`
}
