'use client'

import { useCallback, useState } from 'react'
import { broughtLater } from '../live/broughtLater.ts'
import { useKeys } from './useKeys.ts'
import './keys.css'

const useDialogs = broughtLater(async () => {
  const [{ KeyHelp }, { Palette }] = await Promise.all([import('./KeyHelp.tsx'), import('./Palette.tsx')])
  return { KeyHelp, Palette }
})

/** The keys of all pages, and two buttons for those who do not know them. */
export function Keys() {
  const [open, setOpen] = useState<'help' | 'palette' | null>(null)
  const dialogs = useDialogs()
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
      {dialogs && open === 'help' && <dialogs.KeyHelp onClose={closed('help')} />}
      {dialogs && open === 'palette' && <dialogs.Palette onClose={closed('palette')} />}
    </span>
  )
}
