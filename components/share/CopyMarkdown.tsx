'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'
import { copyText } from '../control/copyText.ts'
import { useTime } from '../live/useTime.ts'
import { markdownHref } from './markdownHref.ts'
import '../control/control.css'

const words = {
  ready: 'Copy as Markdown',
  busy: 'Copying …',
  done: 'Copied, names taken out',
  failed: 'Not copied',
} as const
const shownMs = 2_500
const patienceMs = 20_000

/**
 * Copies the view as Markdown, for a channel that cannot reach this host: what a share would show, with the same names taken
 * out. Nothing on pages that cannot be frozen.
 */
export function CopyMarkdown() {
  const { zone } = useTime()
  const pathname = usePathname()
  const search = new URLSearchParams(useSearchParams())
  const [state, setState] = useState<keyof typeof words>('ready')
  useEffect(() => {
    if (state === 'ready' || state === 'busy') return
    const timer = setTimeout(() => setState('ready'), shownMs)
    return () => clearTimeout(timer)
  }, [state])

  search.set('zone', zone)
  const href = markdownHref(pathname, search)
  if (!href) return null
  const copy = async () => {
    if (state === 'busy') return
    setState('busy')
    setState((await copyAnswer(href)) ? 'done' : 'failed')
  }
  return (
    <button type="button" className="btn copy-md" aria-keyshortcuts="m" onClick={copy}>
      <span aria-live="polite">{words[state]}</span>
    </button>
  )
}

/**
 * Safari lets a page write to the clipboard only within the click: there the text is promised. Other browsers allow it for
 * some seconds after.
 */
async function copyAnswer(href: string): Promise<boolean> {
  const text = fetch(href, { signal: AbortSignal.timeout(patienceMs) }).then(answer => {
    if (!answer.ok) throw new Error(`the Markdown was refused with ${answer.status}`)
    return answer.text()
  })
  try {
    const promised = text.then(each => new Blob([each], { type: 'text/plain' }))
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': promised })])
    return true
  } catch {
    return text.then(copyText, () => false)
  }
}
