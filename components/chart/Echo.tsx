'use client'

import type { ReactNode } from 'react'
import { useCrossHair } from './crossHair.ts'
import './chart.css'

interface Props {
  /** Of the chart that it stands in. */
  id: string
  from: number
  to: number
  /** Pixels left of the plot that its axis takes. */
  left: number
  /** What this chart says of a moment; null where it says nothing. */
  tip: (at: number) => ReactNode
}

/** Beside the cross-hair of another chart: what this one says of the same moment. */
export function Echo({ id, from, to, left, tip }: Props) {
  const cross = useCrossHair()
  if (!cross || cross.by === id || cross.at < from || cross.at > to) return null
  const part = (cross.at - from) / (to - from)
  const place = `calc(${left}px + (100% - ${left}px) * ${part.toFixed(4)})`
  return (
    <div className={part > 0.6 ? 'echo before' : 'echo'} aria-hidden="true" style={{ left: place }}>
      {tip(cross.at)}
    </div>
  )
}
