import type { Zone } from './clock.ts'
import { parseRange, type RangeWords, relativeSeconds } from './range.ts'
import { dayAfter, type TypedMoment, typedMoment } from './typedMoment.ts'

export type TypedAnswer = { ok: true; words: RangeWords } | { ok: false; why: string }

const between = /\s+(?:to|until|till)\s+|\s*(?:–|—|\.\.+)\s*|\s+-\s+/i
const iso = (at: number) => new Date(at).toISOString().replace(/(?::00)?\.\d{3}Z$/, 'Z')

/**
 * A range as a person types it, in the zone on screen: "13h", "90m", "yesterday", "20 Nov 14:00", "2026-11-20 14:00 to 16:30",
 * "3h ago to 1h ago". A moment alone is a beginning, a day alone the whole day. What reaches now moves on with the clock.
 */
export function typedRange(text: string, { zone, now }: { zone: Zone; now: number }): TypedAnswer {
  const typed = text.trim().replace(/\s+/g, ' ')
  if (typed === '') return no('Nothing is typed. Write 13h, yesterday or 2026-11-20 14:00 to 16:30.')
  if (relativeSeconds(typed) !== null)
    return checked({ from: typed.replace(/^(?:last\s+|-)/i, '').replace(/\s/g, ''), to: null }, now)
  const [first = '', second, ...more] = typed.split(between)
  if (more.length > 0) return no('A range has one beginning and one end.')
  const start = typedMoment(first, { zone, now, take: 'first' })
  if (!start.ok) return start
  if (second === undefined) return until(start.moment.from, start.moment.to ?? now, now)
  const end = typedMoment(second, { zone, now, take: 'last', day: start.moment.day })
  if (!end.ok) return end
  return until(start.moment.from, endOf(start.moment, end.moment, zone), now)
}

/** "22:00 to 02:00" ends on the next day. */
function endOf(start: TypedMoment, end: TypedMoment, zone: Zone): number {
  const at = end.to ?? end.from
  return at <= start.from && end.hasNoDay ? (dayAfter(end, zone) ?? at) : at
}

function until(from: number, to: number, now: number): TypedAnswer {
  if (from >= now) return no('That has not come yet: a range begins in the past.')
  if (to <= from) return no('The range ends before it begins.')
  return checked({ from: iso(from), to: to >= now ? null : iso(to) }, now)
}

function checked(words: RangeWords, now: number): TypedAnswer {
  const range = parseRange(words, new Date(now))
  return range.ok ? { ok: true, words } : range
}

const no = (why: string): TypedAnswer => ({ ok: false, why })
