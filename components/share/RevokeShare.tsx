'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import '../control/control.css'
import { revokeView } from './freezeView.ts'

/** Ends one frozen view, at once and for good. */
export function RevokeShare({ id, title }: { id: string; title: string }) {
  const router = useRouter()
  const [isBusy, setBusy] = useState(false)
  const [why, setWhy] = useState('')
  const revoke = async () => {
    setBusy(true)
    const answer = await revokeView(id)
    setBusy(false)
    if (answer.ok) router.refresh()
    else setWhy(answer.why)
  }
  return (
    <>
      <button
        type="button"
        className="btn"
        disabled={isBusy}
        aria-label={`Revoke: ${title}`}
        onClick={revoke}
      >
        {isBusy ? 'Revoking …' : 'Revoke'}
      </button>
      <span role="status">{why}</span>
    </>
  )
}
