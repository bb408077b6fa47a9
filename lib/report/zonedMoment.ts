import { offsetOf, type Zone } from './clock.ts'

/** A wall clock's time, as numbers: month 1 to 12. */
export interface WallTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second?: number
}

const dayMs = 86_400_000

/**
 * The moments that a zone's wall clock means, the earlier first: one as a rule, two in the hour that is lived twice when
 * clocks go back, none in the hour that is left out when they go forward, or on a day that the calendar has not.
 */
export function zonedMoments(wall: WallTime, zone: Zone): number[] {
  const { year, month, day, hour, minute, second = 0 } = wall
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second)
  const read = new Date(asUtc)
  if (
    // Of a year below 100 the language makes one of the last century.
    read.getUTCFullYear() !== year ||
    read.getUTCMonth() !== month - 1 ||
    read.getUTCDate() !== day ||
    hour > 23 ||
    minute > 59 ||
    second > 59
  )
    return []
  // No zone changes its offset twice within two days.
  const offsets = new Set([offsetOf(asUtc - dayMs, zone), offsetOf(asUtc + dayMs, zone)])
  return [...offsets]
    .map(offset => asUtc - offset)
    .filter(at => at + offsetOf(at, zone) === asUtc)
    .sort((a, b) => a - b)
}
