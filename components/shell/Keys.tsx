'use client'

import { useCallback, useState } from 'react'
import { KeyHelp } from './KeyHelp.tsx'
import { Palette } from './Palette.tsx'
import { useKeys } from './useKeys.ts'
import './keys.css'

/** The keys of all pages, and two buttons for those who do not know them. */
export function Keys() {
  const [open, setOpen] = useState<'help' | 'palette' | null>(null)
  const help = useCallback(() => setOpen('help'), [])
  const palette = useCallback(() => setOpen('palette'), [])
  // One dialog in the other's place closes it; that one must not close this.
  const closed = (which: typeof open) => () => setOpen(now => (now === which ? null : now))
  useKeys({ help, palette })
  return (
    <span className="keybar">
      <button type="button" aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K" onClick={palette}>
        <kbd>Ctrl K</kbd> Commands
      </button>
      <button type="button" aria-haspopup="dialog" aria-keyshortcuts="?" onClick={help}>
        <kbd>?</kbd> Keyboard
      </button>
      {open === 'help' && <KeyHelp onClose={closed('help')} />}
      {open === 'palette' && <Palette onClose={closed('palette')} />}
    </span>
  )
}
