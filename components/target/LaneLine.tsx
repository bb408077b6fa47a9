import type { Lane, LaneSegment } from '#lib/report/lanesView.ts'
import { pathClass } from '../path/pathClass.ts'
import './target.css'

interface Props {
  lane: Lane
  /** Upper edge and height of the lane, in pixels. */
  top: number
  height: number
  /** Place of a moment, as a percentage. */
  x: (at: number) => string
  from: number
  to: number
}

/** One link's spans: a tint with the line of its path; thin where idle, a bar where offline, hatched where not measured. */
export function LaneLine({ lane, top, height, x, from, to }: Props) {
  const middle = top + height / 2
  const part = (span: { from: number; to: number }) =>
    `${(((span.to - span.from) / (to - from)) * 100).toFixed(3)}%`
  return (
    <g>
      <line className="grid" x1="0" x2="100%" y1={top + height} y2={top + height} />
      {lane.segments.map(segment => (
        <g key={segment.from}>
          <title>{titleOf(segment, lane)}</title>
          <Segment
            segment={segment}
            x={x(segment.from)}
            end={x(segment.to)}
            width={part(segment)}
            middle={middle}
          />
        </g>
      ))}
      {lane.holes.map(hole => (
        <g key={hole.from}>
          <title>{hole.reason}</title>
          <rect className="gapbg" x={x(hole.from)} width={part(hole)} y={top + 1} height={height - 2} />
          <rect className="gap" x={x(hole.from)} width={part(hole)} y={top + 1} height={height - 2} />
        </g>
      ))}
    </g>
  )
}

interface SegmentProps {
  segment: LaneSegment
  x: string
  end: string
  width: string
  middle: number
}

function Segment({ segment, x, end, width, middle }: SegmentProps) {
  const name = pathClass[segment.kind]
  switch (segment.kind) {
    case 'direct':
    case 'peer_relay':
    case 'derp':
      return (
        <>
          <rect className={`tint-${name}`} x={x} width={width} y={middle - 8} height="16" />
          <svg x={x} width={width} y={middle - 4} height="8" aria-hidden="true">
            <line className={`way-${name}`} x1={segment.kind === 'derp' ? 3 : 0} x2="100%" y1="4" y2="4" />
          </svg>
        </>
      )
    case 'idle':
      return <line className="way-idle" x1={x} x2={end} y1={middle} y2={middle} />
    case 'no_answer':
      return (
        <svg x={x} width={width} y={middle - 6} height="12" overflow="visible" aria-hidden="true">
          <line className="way-silent" x1="0" x2="100%" y1="6" y2="6" />
          <svg x="100%" overflow="visible" aria-hidden="true">
            <path className="way-silent-end" d="M-8 2l7 8M-1 2l-7 8" />
          </svg>
        </svg>
      )
    case 'offline':
      return (
        <>
          <rect className="f-offline" x={x} width={width} y={middle - 4} height="8" />
          <line className="way-offline" x1={x} x2={x} y1={middle - 7} y2={middle + 7} />
        </>
      )
    case 'unknown':
      return <rect className="f-unknown" x={x} width={width} y={middle - 8} height="16" />
  }
}

function titleOf({ text, flips }: LaneSegment, { short }: Lane): string {
  return flips > 0 ? `${short}: ${text}, and ${flips} short changes` : `${short}: ${text}`
}
