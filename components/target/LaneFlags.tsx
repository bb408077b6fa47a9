import { type Flag, mergeFlags } from '#lib/report/flags.ts'
import '../chart/chart.css'

/** On some 1,100 pixels, flags nearer than 16 of them share one. */
const nearPart = 16 / 1_100

interface Props {
  flags: Flag[]
  from: number
  to: number
  /** The place of a moment, as a percentage. */
  x: (at: number) => string
}

/** The flags of events over lanes of time. */
export function LaneFlags({ flags, from, to, x }: Props) {
  const shown = flags.filter(flag => flag.at >= from && flag.at <= to)
  return mergeFlags(shown, nearPart * (to - from)).map(({ at, label }) => {
    const wide = label.length > 1 ? 8 + 6 * label.length : 14
    return (
      <g key={label}>
        <line className="mark" x1={x(at)} x2={x(at)} y1="-1" y2="100%" />
        <svg className="flag" x={x(at)} y="-14" overflow="visible" aria-hidden="true">
          <rect x={-wide / 2} width={wide} height="13" />
          <text y="10">{label}</text>
        </svg>
      </g>
    )
  })
}
