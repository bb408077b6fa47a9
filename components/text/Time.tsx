'use client'

import { clock, clockSeconds, dayClock } from '#lib/report/clock.ts'
import { useTime } from '../live/useTime.ts'
import { zoneName } from './zoneName.ts'

interface Props {
  at: number
  /** What the moment is told against: within a day of it, the clock alone will do on a page that shows now. */
  now: number
  seconds?: boolean
  /** Says the zone after it; left out only where a head or a neighbour says it. */
  zoned?: boolean
}

/** A moment in the reader's zone; UTC stands in its title and in its machine-readable form. */
export function Time({ at, now, seconds = false, zoned = false }: Props) {
  const { zone, isLive } = useTime()
  const isToday = isLive && Math.abs(now - at) < 86_400_000
  const words = isToday ? (seconds ? clockSeconds(at, zone) : clock(at, zone)) : dayClock(at, zone)
  return (
    <time dateTime={new Date(at).toISOString()} title={`${dayClock(at, 'UTC')} UTC`} className="nw">
      {zoned ? `${words} ${zoneName(zone)}` : words}
    </time>
  )
}
