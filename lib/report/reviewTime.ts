import { clock, day, offsetOf, type Zone } from './clock.ts'

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const

const local = (at: number, zone: Zone) => new Date(at + offsetOf(at, zone))

/** "Tue 17 Nov" */
export const weekdayDate = (at: number, zone: Zone) =>
  `${weekdays[local(at, zone).getUTCDay()] ?? ''} ${day(at, zone)}`

/** "Tue 17, 08:31": which moment of a week that is known. */
export const weekdayClock = (at: number, zone: Zone) =>
  `${weekdays[local(at, zone).getUTCDay()] ?? ''} ${local(at, zone).getUTCDate()}, ${clock(at, zone)}`

/** "Mon 23 Nov 2026, 00:00 UTC" */
export const wholeMoment = (at: number, zone: Zone) =>
  `${weekdayDate(at, zone)} ${local(at, zone).getUTCFullYear()}, ${clock(at, zone)} ${zone}`

/** "Mon 16 to Sun 22 Nov 2026": the days of a week, of which `to` is the first moment that is in it no more. */
export function weekDays(from: number, to: number, zone: Zone): string {
  const last = to - 1
  const [first, end] = [weekdayDate(from, zone), weekdayDate(last, zone)]
  const sameMonth = first.slice(-3) === end.slice(-3)
  return `${sameMonth ? first.slice(0, -4) : first} to ${end} ${local(last, zone).getUTCFullYear()}`
}
