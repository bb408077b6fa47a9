'use client'

import '../control/control.css'

export function PrintButton() {
  return (
    <button type="button" className="btn primary scripted" onClick={() => window.print()}>
      Print
    </button>
  )
}
