'use client'

import { useRouter } from 'next/navigation'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { zoomedRange } from '#lib/report/range.ts'
import { useAddress } from '../shell/useAddress.ts'
import { useCrossHair } from './crossHair.ts'

/** Two moments, the first being where the reader began. */
export interface Band {
  anchor: number
  end: number
}

interface Parts {
  from: number
  to: number
  /** Pixels left of the plot that its axis takes. */
  left: number
}

/** A hand that trembles on a click does not brush. */
const leastPixels = 6
/** Steps of a key over the width of a chart. */
const steps = 60

/**
 * Brushing a stretch of a chart zooms into it: by a mouse, a finger (up and down still scrolls), or Shift and the arrows, then
 * Enter. The hours become absolute, so a live page pauses; they are a new entry, so Back leads back.
 */
export function useBrush({ from, to, left }: Parts) {
  const router = useRouter()
  const address = useAddress()
  const cross = useCrossHair()
  const [band, setBand] = useState<Band | null>(null)
  const drag = useRef<{ x: number; anchor: number; isBrush: boolean } | null>(null)
  const within = (at: number) => Math.min(Math.max(at, from), to)

  const momentAt = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const part = (event.clientX - box.left - left) / Math.max(1, box.width - left)
    return within(from + part * (to - from))
  }
  const zoom = ({ anchor, end }: Band) => {
    setBand(null)
    if (anchor !== end) router.push(address(zoomedRange(anchor, end)), { scroll: false })
  }

  return {
    band,
    handlers: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        if (event.button !== 0 || !event.isPrimary) return
        drag.current = { x: event.clientX, anchor: momentAt(event), isBrush: false }
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const held = drag.current
        if (!held) return
        if (!held.isBrush && Math.abs(event.clientX - held.x) < leastPixels) return
        if (!held.isBrush) event.currentTarget.setPointerCapture(event.pointerId)
        held.isBrush = true
        setBand({ anchor: held.anchor, end: momentAt(event) })
      },
      onPointerUp(event: PointerEvent<HTMLElement>) {
        const held = drag.current
        drag.current = null
        if (held?.isBrush) zoom({ anchor: held.anchor, end: momentAt(event) })
      },
      onPointerCancel() {
        drag.current = null
        setBand(null)
      },
      onKeyDownCapture(event: KeyboardEvent<HTMLElement>) {
        const side = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
        if (event.shiftKey && side !== 0) {
          event.preventDefault()
          event.stopPropagation()
          const anchor = band?.anchor ?? within(cross?.at ?? (side < 0 ? to : from))
          setBand({ anchor, end: within((band?.end ?? anchor) + (side * (to - from)) / steps) })
        } else if (band && event.key === 'Enter') {
          event.preventDefault()
          zoom(band)
        } else if (band && event.key === 'Escape') {
          event.stopPropagation()
          drag.current = null
          setBand(null)
        }
      },
    },
  }
}
