'use client'

import { useActiveTooltipLabel, useIsTooltipActive, usePlotArea, ZIndexLayer } from 'recharts'

const overMarks = 600

/** A dashed line through the chosen moment: drawn here, so that it stands at a bucket's middle on every chart. */
export function CrossHair({ from, to }: { from: number; to: number }) {
  const plot = usePlotArea()
  const isActive = useIsTooltipActive()
  const at = Number(useActiveTooltipLabel())
  if (!plot || !isActive || !Number.isFinite(at) || at < from || at > to) return null
  const x = plot.x + ((at - from) / (to - from)) * plot.width
  return (
    <ZIndexLayer zIndex={overMarks}>
      <line className="cross" x1={x} x2={x} y1={plot.y} y2={plot.y + plot.height} />
    </ZIndexLayer>
  )
}
