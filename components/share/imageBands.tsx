import type { CardBucket } from '#lib/report/cardChart.ts'
import { imageColours as colour } from './imageColours.ts'

/** Shares of links over time: plain below, dashes for peer relay, dots for DERP on top; gaps stay empty. */
export function imageBands(buckets: CardBucket[], width: number, height: number) {
  return (
    <g>
      <defs>
        <pattern id="derp" width="13" height="13" patternUnits="userSpaceOnUse">
          <rect width="13" height="13" fill={colour.derpTint} />
          <circle cx="6.5" cy="6.5" r="2.6" fill={colour.derp} />
        </pattern>
        <pattern id="relay" width="16" height="10" patternUnits="userSpaceOnUse">
          <rect width="16" height="10" fill={colour.relayTint} />
          <rect y="3" width="10" height="3" fill={colour.relay} />
        </pattern>
      </defs>
      {buckets.map(({ from, to, direct, peer_relay, derp }) => {
        const x = from * width
        const wide = (to - from) * width + 0.5
        const top = (share: number) => height - share * height
        return (
          <g key={from}>
            <rect x={x} width={wide} y={top(direct)} height={direct * height} fill={colour.directTint} />
            <rect x={x} width={wide} y={top(direct) - 2} height={direct > 0 ? 4 : 0} fill={colour.direct} />
            <rect
              x={x}
              width={wide}
              y={top(direct + peer_relay)}
              height={peer_relay * height}
              fill="url(#relay)"
            />
            <rect
              x={x}
              width={wide}
              y={top(direct + peer_relay + derp)}
              height={derp * height}
              fill="url(#derp)"
            />
          </g>
        )
      })}
    </g>
  )
}
