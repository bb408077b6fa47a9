import type { Card } from '#lib/report/frozenCard.ts'
import { ImageAmounts } from './ImageAmounts.tsx'
import { ImageMix } from './ImageMix.tsx'
import { imageBands } from './imageBands.tsx'
import { imageColours as colour } from './imageColours.ts'
import { imageGrid } from './imageGrid.tsx'
import { imageLanes } from './imageLanes.tsx'

const width = 1088
/** The picture of the chart alone; below it stand the hours. */
const height = 224

/** Lanes, bands or bars over the whole width, the moment of change marked, the hours below. */
export function ImageChart({ card }: { card: Card }) {
  const { chart, mark, ticks } = card
  if (!chart) return null
  const whole = { width, height: height + 30 }
  if (chart.kind === 'mix') return <ImageMix rows={chart.rows} {...whole} />
  if (chart.kind === 'amounts') return <ImageAmounts rows={chart.rows} {...whole} />
  if (chart.kind === 'grid') {
    return (
      <svg {...whole} viewBox={`0 0 ${whole.width} ${whole.height}`} aria-hidden="true">
        {imageGrid(chart, whole.width, whole.height)}
      </svg>
    )
  }
  const place = (at: number) => Math.round(at * width)
  return (
    <div style={{ display: 'flex', flexDirection: 'column', width }}>
      <div style={{ display: 'flex', position: 'relative', height: 28 }}>
        {mark && (
          <div
            style={{
              display: 'flex',
              position: 'absolute',
              ...(mark.at > 0.5 ? { right: width - place(mark.at) } : { left: place(mark.at) }),
              fontSize: 20,
              fontWeight: 600,
            }}
          >
            {mark.label}
          </div>
        )}
      </div>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {chart.kind === 'lanes'
          ? imageLanes(chart.lanes, width, height)
          : imageBands(chart.buckets, width, height)}
        {mark && (
          <line
            x1={place(mark.at)}
            x2={place(mark.at)}
            y1="0"
            y2={height}
            stroke={colour.text}
            strokeWidth="2"
          />
        )}
        <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} stroke={colour.axis} strokeWidth="1" />
      </svg>
      <div style={{ display: 'flex', position: 'relative', height: 28, color: colour.text2, fontSize: 20 }}>
        {ticks.map(({ at, label }) => (
          <div
            key={label}
            style={{
              display: 'flex',
              position: 'absolute',
              ...(at > 0.97 ? { right: 0 } : { left: Math.max(0, place(at) - (at < 0.04 ? 0 : 26)) }),
            }}
          >
            {label}
          </div>
        ))}
      </div>
    </div>
  )
}
