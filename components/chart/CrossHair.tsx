'use client'

import { useEffect } from 'react'
import { useActiveTooltipLabel, useIsTooltipActive, usePlotArea, ZIndexLayer } from 'recharts'
import { crossHair, useCrossHair } from './crossHair.ts'

const overMarks = 600

interface Props {
  id: string
  from: number
  to: number
  /** A pointer is on this chart, or the focus. */
  isPointed: boolean
}

/** A dashed line through the chosen moment: that of this chart, which the others are told, or that of another one. */
export function CrossHair({ id, from, to, isPointed }: Props) {
  const plot = usePlotArea()
  const isActive = useIsTooltipActive()
  const label = Number(useActiveTooltipLabel())
  const cross = useCrossHair()
  const own = isPointed && isActive && Number.isFinite(label) ? label : null
  useEffect(() => {
    if (own !== null) crossHair.show(own, id)
  }, [own, id])
  const at = own ?? (cross && cross.by !== id ? cross.at : null)
  if (!plot || at === null || at < from || at > to) return null
  const x = plot.x + ((at - from) / (to - from)) * plot.width
  return (
    <ZIndexLayer zIndex={overMarks}>
      <line className="cross" x1={x} x2={x} y1={plot.y} y2={plot.y + plot.height} />
    </ZIndexLayer>
  )
}
