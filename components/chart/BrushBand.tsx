import { dayClock, type Zone } from '#lib/report/clock.ts'
import { lengthOf } from '#lib/report/range.ts'
import type { Band } from './useBrush.ts'
import './chart.css'

interface Props {
  band: Band | null
  from: number
  to: number
  /** Pixels left of the plot that its axis takes. */
  left: number
  zone: Zone
}

/** The stretch that is being brushed, with its hours; said aloud as keys move it. */
export function BrushBand({ band, from, to, left, zone }: Props) {
  const [start, end] = band ? [Math.min(band.anchor, band.end), Math.max(band.anchor, band.end)] : [0, 0]
  const part = (at: number) => (at - from) / (to - from)
  const words = `${dayClock(start, zone)} to ${dayClock(end, zone)}`
  return (
    <>
      {band && (
        <div
          className="brush"
          aria-hidden="true"
          style={{
            left: `calc(${left}px + (100% - ${left}px) * ${part(start).toFixed(4)})`,
            width: `calc((100% - ${left}px) * ${(part(end) - part(start)).toFixed(4)})`,
          }}
        >
          <span>
            {words}, {lengthOf(start, Math.max(end, start + 60_000))}
          </span>
        </div>
      )}
      <span className="sr" aria-live="polite">
        {band && `Selected ${words}. Enter shows these hours, Escape lets go.`}
      </span>
    </>
  )
}
