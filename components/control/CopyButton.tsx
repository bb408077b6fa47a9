'use client'

import { useEffect, useState } from 'react'
import { copyText } from './copyText.ts'
import './control.css'

interface Props {
  text: string
  /** What is copied, for its label: "patch". Nothing leaves just "Copy". */
  what?: string
  primary?: boolean
  /** The key that presses it from anywhere (components/shell/shortcuts.ts). */
  keys?: string
}

const words = { ready: 'Copy', done: 'Copied', failed: 'Not copied' } as const
const shownMs = 2_000

/** Puts a text on the clipboard and says whether that worked; it keeps its width meanwhile. */
export function CopyButton({ text, what, primary = false, keys }: Props) {
  const [state, setState] = useState<keyof typeof words>('ready')
  useEffect(() => {
    if (state === 'ready') return
    const timer = setTimeout(() => setState('ready'), shownMs)
    return () => clearTimeout(timer)
  }, [state])
  const copy = async () => setState((await copyText(text)) ? 'done' : 'failed')
  return (
    <button type="button" className={primary ? 'btn primary' : 'btn'} onClick={copy} aria-keyshortcuts={keys}>
      <span aria-live="polite">
        {words[state]}
        {what && state === 'ready' ? ` ${what}` : ''}
      </span>
    </button>
  )
}
