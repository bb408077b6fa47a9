'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { sendNote } from './sendNote.ts'
import '../control/control.css'
import './review.css'

/** Writes a note beside the review: who, and what. It stays. */
export function NoteForm({ week, scope }: { week: string; scope: string }) {
  const router = useRouter()
  const [isBusy, setIsBusy] = useState(false)
  const [said, setSaid] = useState('')

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const fields = new FormData(form)
    const text = (name: string) => String(fields.get(name) ?? '').trim()
    setIsBusy(true)
    const answer = await sendNote({ week, scope, by: text('by'), text: text('note') })
    setIsBusy(false)
    setSaid(answer.ok ? 'Written.' : answer.why)
    if (!answer.ok) return
    form.reset()
    router.refresh()
  }

  return (
    <form className="noteform no-print" onSubmit={send}>
      <label>
        Note
        <input name="note" required maxLength={500} placeholder="moved to fck-nat" autoComplete="off" />
      </label>
      <label>
        By
        <input name="by" required maxLength={80} autoComplete="name" />
      </label>
      <button type="submit" className="btn" disabled={isBusy}>
        {isBusy ? 'Writing …' : 'Write'}
      </button>
      <span className="t12 dim" role="status">
        {said}
      </span>
    </form>
  )
}
