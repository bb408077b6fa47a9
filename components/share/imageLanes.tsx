import type { CardSegment } from '#lib/report/cardChart.ts'
import { imageColours as colour } from './imageColours.ts'

const pitch = 32
const thick = 24

/**
 * A lane a link: solid where direct, dashed by peer relay, dotted through DERP. A function, no component: the renderer of
 * images takes only plain elements inside an svg.
 */
export function imageLanes(lanes: CardSegment[][], width: number, height: number) {
  const step = Math.min(pitch, height / Math.max(1, lanes.length))
  const top = height - step * lanes.length
  return lanes.flatMap((segments, index) =>
    segments.map(segment => (
      <g key={`${index}/${segment.from}`}>{drawn(segment, top + index * step + step / 2 - 2, width)}</g>
    )),
  )
}

const strokes = {
  direct: { mark: colour.direct, tint: colour.directTint, dashes: '0' },
  peer_relay: { mark: colour.relay, tint: colour.relayTint, dashes: '16 9' },
  derp: { mark: colour.derp, tint: colour.derpTint, dashes: '0 13' },
}

function drawn(segment: CardSegment, y: number, width: number) {
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
        <g>
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
        </g>
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
