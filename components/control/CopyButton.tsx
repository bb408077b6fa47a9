'use client'

import { useEffect, useState } from 'react'
import './control.css'

interface Props {
  text: string
  /** What is copied, for its label: "patch". Nothing leaves just "Copy". */
  what?: string
  primary?: boolean
}

const words = { ready: 'Copy', done: 'Copied', failed: 'Not copied' } as const
const shownMs = 2_000

/** Puts a text on the clipboard and says whether that worked; it keeps its width meanwhile. */
export function CopyButton({ text, what, primary = false }: Props) {
  const [state, setState] = useState<keyof typeof words>('ready')
  useEffect(() => {
    if (state === 'ready') return
    const timer = setTimeout(() => setState('ready'), shownMs)
    return () => clearTimeout(timer)
  }, [state])
  const copy = async () => setState((await write(text)) ? 'done' : 'failed')
  return (
    <button type="button" className={primary ? 'btn primary' : 'btn'} onClick={copy}>
      <span aria-live="polite">
        {words[state]}
        {what && state === 'ready' ? ` ${what}` : ''}
      </span>
    </button>
  )
}

/** Over plain http to another machine a browser has no clipboard: then the old way, by a selection. */
async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    area.style.position = 'fixed'
    area.style.opacity = '0'
    document.body.append(area)
    area.select()
    const isDone = document.execCommand('copy')
    area.remove()
    return isDone
  }
}
