import { offsetOf, type Zone } from './clock.ts'
import { relativeSeconds } from './range.ts'
import { type WallTime, zonedMoments } from './zonedMoment.ts'

/** A calendar's day. */
export interface Day {
  year: number
  month: number
  day: number
}

export interface TypedMoment {
  from: number
  /** End of a day that was typed without a time; null for a moment. */
  to: number | null
  day: Day
  /** Only a time was typed: its day was taken from elsewhere. */
  hasNoDay: boolean
}

interface Around {
  zone: Zone
  now: number
  /** Of an hour that is lived twice, which one. */
  take: 'first' | 'last'
  /** Of a time without a day: else today, or yesterday where today's has not come. */
  day?: Day
}

type Answer = { ok: true; moment: TypedMoment } | { ok: false; why: string }

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const dayMs = 86_400_000
const clockPart = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?`
const onlyTime = new RegExp(`^${clockPart}$`)
const isoDay = new RegExp(
  String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]${clockPart})?\s*(Z|UTC|[+-](?:0\d|1[0-4]):?[0-5]\d)?$`,
  'i',
)
const namedDay = new RegExp(String.raw`^(\d{1,2}) ([a-z]{3})[a-z]*\.?(?: (\d{4}))?(?:,? ${clockPart})?$`, 'i')
const wordDay = new RegExp(`^(today|yesterday)(?:,? ${clockPart})?$`, 'i')

/** A moment or a day as a person types it: "14:00", "yesterday 9:30", "20 Nov 14:00", "2026-11-20", "3h ago", "now". */
export function typedMoment(text: string, around: Around): Answer {
  const typed = text.trim()
  const { zone, now } = around
  if (/^now$/i.test(typed)) return moment(now, around)
  const ago = /^(.+?)\s+ago$/i.exec(typed)
  const seconds = ago && relativeSeconds(ago[1] ?? '')
  if (seconds) return moment(now - seconds * 1000, around)
  const today = dayOf(now, zone)
  const time = onlyTime.exec(typed)
  if (time) return atTime(time.slice(1), around, today)
  const word = wordDay.exec(typed)
  if (word)
    return onDay(word[1]?.toLowerCase() === 'today' ? today : shifted(today, -1), word.slice(2), around)
  const named = namedDay.exec(typed)
  const month = months.indexOf((named?.[2] ?? '').toLowerCase()) + 1
  if (named && month > 0) {
    const day = { year: Number(named[3] ?? today.year), month, day: Number(named[1]) }
    // Without a year the last such day is meant, never one to come.
    const isAhead =
      named[3] === undefined && Date.UTC(day.year, month - 1, day.day) > now + offsetOf(now, zone)
    return onDay(isAhead ? { ...day, year: day.year - 1 } : day, named.slice(4), around)
  }
  const plain = isoDay.exec(typed)
  if (!plain) return no(`“${typed}” is no moment. Write 14:00, 20 Nov 14:00 or 2026-11-20 14:00.`)
  const day = { year: Number(plain[1]), month: Number(plain[2]), day: Number(plain[3]) }
  const ends = plain[7]
  if (!ends) return onDay(day, plain.slice(4), around)
  return onDay(day, plain.slice(4, 7), { ...around, zone: 'UTC' }, offsetIn(ends))
}

const offsetIn = (ends: string): number => {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(ends) ?? []
  return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000 : 0
}

function atTime(time: (string | undefined)[], around: Around, today: Day): Answer {
  const read = onDay(around.day ?? today, time, around)
  if (!read.ok || around.day || read.moment.from <= around.now) {
    return read.ok ? { ok: true, moment: { ...read.moment, hasNoDay: true } } : read
  }
  return onDay(shifted(today, -1), time, around)
}

function onDay(day: Day, time: (string | undefined)[], { zone, take }: Around, aheadMs = 0): Answer {
  const [hour, minute, second] = time
  if (hour === undefined) {
    const [from, to] = [startOf(day, zone), startOf(shifted(day, 1), zone)]
    if (from === null || to === null) return no(`There is no day ${written(day)}.`)
    return { ok: true, moment: { from: from - aheadMs, to: to - aheadMs, day, hasNoDay: false } }
  }
  const wall: WallTime = { ...day, hour: Number(hour), minute: Number(minute), second: Number(second ?? 0) }
  const found = zonedMoments(wall, zone)
  const at = take === 'first' ? found[0] : found.at(-1)
  if (at !== undefined) return { ok: true, moment: { from: at - aheadMs, to: null, day, hasNoDay: false } }
  return no(whyNone(wall, zone))
}

/** The first moment of a day: some zones leave out midnight when clocks go forward. Null for a day that the calendar has not. */
const startOf = (day: Day, zone: Zone): number | null =>
  [0, 30, 60].flatMap(late =>
    zonedMoments({ ...day, hour: Math.floor(late / 60), minute: late % 60 }, zone),
  )[0] ?? null

/** A clock that goes forward leaves out an hour; else the calendar or the clock has no such reading. */
function whyNone(wall: WallTime, zone: Zone): string {
  const { hour, minute } = wall
  if (hour > 23 || minute > 59) return `No clock shows ${hour}:${String(minute).padStart(2, '0')}.`
  if (zonedMoments(wall, 'UTC').length === 0) return `There is no day ${written(wall)}.`
  const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  return `There was no ${time} on ${written(wall)} in ${zone}: clocks went forward over it.`
}

/** The same time on the next day; null where the clock leaves it out then. */
export function dayAfter({ from, day }: TypedMoment, zone: Zone): number | null {
  const wall = new Date(from + offsetOf(from, zone))
  const next = { ...shifted(day, 1), hour: wall.getUTCHours(), minute: wall.getUTCMinutes() }
  return zonedMoments(next, zone).at(-1) ?? null
}

function dayOf(at: number, zone: Zone): Day {
  const wall = new Date(at + offsetOf(at, zone))
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() }
}

function shifted({ year, month, day }: Day, days: number): Day {
  return dayOf(Date.UTC(year, month - 1, day) + days * dayMs, 'UTC')
}

const written = ({ year, month, day }: Day) =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

const moment = (at: number, { zone }: Around): Answer => ({
  ok: true,
  moment: { from: at, to: null, day: dayOf(at, zone), hasNoDay: false },
})
const no = (why: string): Answer => ({ ok: false, why })
