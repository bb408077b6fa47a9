'use client'

import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import './menu.css'

/**
 * A button that opens a few choices under it; it opens without scripts too. Escape closes it and gives the focus back, a press
 * elsewhere closes it.
 */
export function Menu({ label, children }: { label: string; children: ReactNode }) {
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const onPress = ({ target }: PointerEvent) => {
      if (target instanceof Node && details.current && !details.current.contains(target))
        details.current.open = false
    }
    document.addEventListener('pointerdown', onPress)
    return () => document.removeEventListener('pointerdown', onPress)
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !details.current?.open) return
    event.preventDefault()
    details.current.open = false
    details.current.querySelector('summary')?.focus()
  }
  return (
    <details ref={details} className="menu" onKeyDown={onKeyDown}>
      <summary className="btn">{label}</summary>
      <div className="menu-box">{children}</div>
    </details>
  )
}
