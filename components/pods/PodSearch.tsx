'use client'

import { useEffect, useRef } from 'react'
import { KeptFields } from './KeptFields.tsx'
import type { PodChoice } from './usePodState.ts'
import './pods.css'

/** Words that a pod is found by: its name, its pods, workload, namespace, cluster or cause. `/` leads here. */
export function PodSearch({ choice }: { choice: PodChoice }) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event
      const isTyping = target instanceof HTMLElement && target.matches('input, textarea, select')
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      input.current?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <form className="find" method="get" action="/pods" onSubmit={event => event.preventDefault()}>
      <KeptFields choice={choice} facets />
      <input
        ref={input}
        type="search"
        name="q"
        value={choice.filter.q}
        onChange={event => choice.setWords(event.target.value)}
        placeholder="Filter by name"
        aria-label="Filter by name"
        aria-keyshortcuts="/"
        autoComplete="off"
        spellCheck={false}
        maxLength={253}
      />
      <kbd>/</kbd>
    </form>
  )
}
