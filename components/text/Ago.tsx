import { dayClock } from '#lib/report/clock.ts'
import { duration } from '#lib/report/duration.ts'

/** How long something has lasted: "39 min"; the moment it began stands in its title. */
export function Ago({ at, now }: { at: number; now: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={`since ${dayClock(at, 'UTC')} UTC`} className="nw">
      {duration((now - at) / 1000)}
    </time>
  )
}
