import type { CardSegment } from '#lib/report/frozenCard.ts'
import { imageColours as colour } from './imageColours.ts'

const pitch = 32
const thick = 24

interface Props {
  lanes: CardSegment[][]
  width: number
  height: number
}

/** A lane a link: solid where direct, dashed by peer relay, dotted through DERP. */
export function ImageLanes({ lanes, width, height }: Props) {
  const step = Math.min(pitch, height / Math.max(1, lanes.length))
  const top = height - step * lanes.length
  return (
    <>
      {lanes.map((segments, index) =>
        segments.map(segment => (
          <Segment
            key={`${index}/${segment.from}`}
            segment={segment}
            y={top + index * step + step / 2 - 2}
            width={width}
          />
        )),
      )}
    </>
  )
}

const strokes = {
  direct: { mark: colour.direct, tint: colour.directTint, dashes: '0' },
  peer_relay: { mark: colour.relay, tint: colour.relayTint, dashes: '16 9' },
  derp: { mark: colour.derp, tint: colour.derpTint, dashes: '0 13' },
}

function Segment({ segment, y, width }: { segment: CardSegment; y: number; width: number }) {
  const { kind } = segment
  const from = segment.from * width
  const to = segment.to * width
  switch (kind) {
    case 'direct':
    case 'peer_relay':
    case 'derp': {
      const { mark, tint, dashes } = strokes[kind]
      const isDotted = kind === 'derp'
      return (
        <>
          <rect x={from} y={y - thick / 2} width={to - from} height={thick} fill={tint} />
          <line
            x1={from + (isDotted ? 7 : 0)}
            x2={to}
            y1={y}
            y2={y}
            stroke={mark}
            strokeWidth="7"
            {...(kind !== 'direct' && { strokeDasharray: dashes })}
            {...(isDotted && { strokeLinecap: 'round' as const })}
          />
        </>
      )
    }
    case 'unknown':
      return <rect x={from} y={y - thick / 2} width={to - from} height={thick} fill={colour.unknownTint} />
    case 'idle':
    case 'no_answer':
    case 'offline':
      return <line x1={from} x2={to} y1={y} y2={y} stroke={colour.idle} strokeWidth="2" />
  }
}
