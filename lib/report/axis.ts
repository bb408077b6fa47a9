import { clock, day, offsetOf, type Zone } from './clock.ts'

const minute = 60_000
const hour = 60 * minute
const steps = [
  5 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
  24 * hour,
  48 * hour,
  168 * hour,
  720 * hour,
]

export interface Tick {
  at: number
  label: string
}

/** At most `most` ticks at round times of the zone on screen; days are named where the axis is longer than one. */
export function timeTicks(from: number, to: number, zone: Zone, most: number): Tick[] {
  const step = steps.find(step => (to - from) / step <= most) ?? 2160 * hour
  const offset = offsetOf(from, zone)
  const first = Math.ceil((from + offset) / step) * step - offset
  const ticks: Tick[] = []
  for (let at = first; at <= to; at += step) {
    ticks.push({ at, label: step >= 24 * hour ? day(at, zone) : clock(at, zone) })
  }
  return ticks
}

/** A round upper end for an axis that starts at 0, and the ticks below it. */
export function amountTicks(highest: number): number[] {
  if (!(highest > 0)) return [0]
  const power = 10 ** Math.floor(Math.log10(highest))
  const unit =
    [1, 2, 2.5, 5, 10].map(factor => factor * power).find(unit => highest / unit <= 3) ?? power * 10
  return Array.from({ length: Math.ceil(highest / unit) + 1 }, (_, index) => index * unit)
}
