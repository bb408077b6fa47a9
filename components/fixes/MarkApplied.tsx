'use client'

import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { markFix } from './markFix.ts'
import '../control/control.css'
import './fixes.css'

interface Props {
  cluster: string
  namespace: string
  name: string
  remedy: { id: string; title: string }
}

/** For a change that no object shows: says that it was applied, when and by whom. The proof begins to count from then. */
export function MarkApplied({ cluster, namespace, name, remedy }: Props) {
  const client = useQueryClient()
  const [isOpen, setIsOpen] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const [said, setSaid] = useState<{ ok: boolean; words: string } | null>(null)
  const id = useId()

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (field: string) => String(form.get(field) ?? '').trim()
    const minutes = Number(text('ago'))
    setIsBusy(true)
    const answer = await markFix({
      target: { cluster, namespace, name },
      remedy: remedy.id,
      what: remedy.title,
      at: new Date(Date.now() - minutes * 60_000).toISOString(),
      by: text('by') || null,
      note: text('note') || null,
    })
    setIsBusy(false)
    setSaid(
      answer.ok
        ? { ok: true, words: 'Marked. Its proof counts sessions that start from then on.' }
        : { ok: false, words: answer.why },
    )
    if (!answer.ok) return
    setIsOpen(false)
    await client.invalidateQueries({ queryKey: ['view'] })
  }

  return (
    <div className="markapplied">
      <button
        type="button"
        className="btn"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        Mark as applied
      </button>
      <span className="t12 dim" role="status">
        {said?.words}
      </span>
      {isOpen && (
        <form id={id} onSubmit={send}>
          <label>
            When
            <select name="ago" defaultValue="0">
              <option value="0">just now</option>
              <option value="15">15 minutes ago</option>
              <option value="60">an hour ago</option>
              <option value="360">6 hours ago</option>
              <option value="1440">a day ago</option>
              <option value="10080">a week ago</option>
            </select>
          </label>
          <label>
            By whom
            <input name="by" maxLength={80} autoComplete="name" />
          </label>
          <label className="wide">
            Note
            <input name="note" maxLength={500} />
          </label>
          <button type="submit" className="btn" disabled={isBusy}>
            {isBusy ? 'Marking …' : 'Mark'}
          </button>
        </form>
      )}
    </div>
  )
}
