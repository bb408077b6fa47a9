import { offsetOf, type Zone } from './clock.ts'

/** A week of ISO 8601, Monday to Sunday: "2026-W47". Its year is that of its Thursday. */
export type IsoWeek = string

const dayMs = 86_400_000
const pattern = /^(\d{4})-W(\d{2})$/

/** Midnight UTC of the Monday with which a week of a year begins: 4 January is always in the first one. */
function mondayOf(year: number, number: number): number {
  const fourth = Date.UTC(year, 0, 4)
  const sinceMonday = (new Date(fourth).getUTCDay() + 6) % 7
  return fourth + ((number - 1) * 7 - sinceMonday) * dayMs
}

/** The week of a calendar day, given as its midnight UTC. */
function weekOfDay(day: number): IsoWeek {
  const thursday = day + (3 - ((new Date(day).getUTCDay() + 6) % 7)) * dayMs
  const year = new Date(thursday).getUTCFullYear()
  const number = 1 + Math.round((thursday - mondayOf(year, 1) - 3 * dayMs) / (7 * dayMs))
  return `${year}-W${String(number).padStart(2, '0')}`
}

/** Reads what stands in an address; null for what is no week, such as week 53 of a year that has 52. */
export function parseWeek(text: string): IsoWeek | null {
  const [, year, number] = pattern.exec(text) ?? []
  if (year === undefined || number === undefined || Number(year) < 1970) return null
  return weekOfDay(mondayOf(Number(year), Number(number))) === text ? text : null
}

const startOf = (week: IsoWeek) => {
  const [, year, number] = pattern.exec(week) ?? []
  return mondayOf(Number(year), Number(number))
}

/** The week in which a moment falls on the clocks of a zone. */
export const weekAt = (at: number, zone: Zone): IsoWeek =>
  weekOfDay(Math.floor((at + offsetOf(at, zone)) / dayMs) * dayMs)

/** Some weeks later, or earlier. */
export const weekShifted = (week: IsoWeek, by: number): IsoWeek => weekOfDay(startOf(week) + by * 7 * dayMs)

/** "47" */
export const weekNumber = (week: IsoWeek) => Number(week.slice(-2))

/** From the first moment of its Monday to that of the next one: an hour more or less where clocks change. */
export function weekBounds(week: IsoWeek, zone: Zone): { from: Date; to: Date } {
  const start = startOf(week)
  return { from: new Date(firstMoment(start, zone)), to: new Date(firstMoment(start + 7 * dayMs, zone)) }
}

/** The first moment at which a zone's clocks show a day or what comes after it: a midnight may be left out, or come twice. */
function firstMoment(midnight: number, zone: Zone): number {
  const offsets = [-dayMs, 0, dayMs].map(by => offsetOf(midnight + by, zone))
  const candidates = [...new Set(offsets.map(offset => midnight - offset))].sort((a, b) => a - b)
  return candidates.find(at => at + offsetOf(at, zone) >= midnight) ?? midnight
}
