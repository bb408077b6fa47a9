import { imageColours as colour } from './imageColours.ts'

interface Props {
  rows: { name: string; direct: number; peer_relay: number; derp: number }[]
  width: number
  height: number
}

const names = 300

/** A bar a pod: direct, peer relay, DERP from left to right. */
export function ImageMix({ rows, width, height }: Props) {
  return (
    <div style={{ display: 'flex', flexDirection: 'column', width, height, justifyContent: 'flex-end' }}>
      {rows.map(({ name, direct, peer_relay, derp }, index) => {
        const whole = direct + peer_relay + derp
        const wide = width - names
        const a = (direct / whole) * wide
        const b = ((direct + peer_relay) / whole) * wide
        return (
          <div key={index} style={{ display: 'flex', alignItems: 'center', height: 34, fontSize: 21 }}>
            <div style={{ display: 'flex', width: names }}>{name}</div>
            <svg width={wide} height="22" viewBox={`0 0 ${wide} 22`} aria-hidden="true">
              <rect width={a} height="22" fill={colour.direct} />
              <rect x={a} width={b - a} height="22" fill={colour.relayTint} />
              <line
                x1={a}
                x2={b}
                y1="11"
                y2="11"
                stroke={colour.relay}
                strokeWidth="7"
                strokeDasharray="16 9"
              />
              <rect x={b} width={wide - b} height="22" fill={colour.derpTint} />
              <line
                x1={b + 7}
                x2={wide}
                y1="11"
                y2="11"
                stroke={derp > 0 ? colour.derp : colour.derpTint}
                strokeWidth="7"
                strokeDasharray="0 13"
                strokeLinecap="round"
              />
            </svg>
          </div>
        )
      })}
    </div>
  )
}
