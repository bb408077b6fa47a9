import type { ByTraffic } from '#lib/tailnet/history.ts'
import { trafficKinds } from '#lib/tailnet/path.ts'
import './path.css'
import { pathClass } from './pathClass.ts'

const width = 104
const height = 22

/** Bytes by path in slices of time, small, for a table's cell; a slice that was not measured is left out. */
export function SparkBars({ slices }: { slices: (ByTraffic | null)[] }) {
  const whole = (slice: ByTraffic) => slice.direct + slice.peer_relay + slice.derp
  const highest = Math.max(0, ...slices.map(slice => (slice ? whole(slice) : 0)))
  const step = width / Math.max(1, slices.length)
  if (highest === 0) return <span className="faint">–</span>
  return (
    <svg className="spark" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {slices.map((slice, index) => {
        if (!slice) return null
        let top = height
        return trafficKinds.map(kind => {
          const tall = (slice[kind] / highest) * height
          top -= tall
          const x = index * step
          return tall > 0 ? (
            <rect
              key={`${x}${kind}`}
              className={`f-${pathClass[kind]}`}
              x={x.toFixed(1)}
              y={top.toFixed(1)}
              width={(step - 1).toFixed(1)}
              height={tall.toFixed(1)}
            />
          ) : null
        })
      })}
    </svg>
  )
}
