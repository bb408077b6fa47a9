'use client'

import { KeptFields } from './KeptFields.tsx'
import type { PodChoice } from './usePodState.ts'
import './pods.css'

/** Words that a pod is found by: its name, its pods, workload, namespace, cluster or cause. `/` leads here (components/shell/useKeys.ts). */
export function PodSearch({ choice }: { choice: PodChoice }) {
  return (
    <form className="find" method="get" action="/pods" onSubmit={event => event.preventDefault()}>
      <KeptFields choice={choice} facets />
      <input
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
