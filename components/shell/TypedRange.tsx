'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useState } from 'react'
import type { Zone } from '#lib/report/clock.ts'
import { typedRange } from '#lib/report/typedRange.ts'
import { zoneName } from '../text/zoneName.ts'
import { useAddress } from './useAddress.ts'
import '../control/control.css'
import './shell.css'

interface Props {
  zone: Zone
  asOf: number
  onDone: () => void
}

/** A range as one types it, read in the zone on screen; what cannot be read is said to be so. */
export function TypedRange({ zone, asOf, onDone }: Props) {
  const router = useRouter()
  const address = useAddress()
  const [why, setWhy] = useState<string | null>(null)
  const note = useId()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = String(new FormData(event.currentTarget).get('range') ?? '')
    const answer = typedRange(typed, { zone, now: asOf })
    setWhy(answer.ok ? null : answer.why)
    if (!answer.ok) return
    router.push(address({ ...answer.words }), { scroll: false })
    onDone()
  }
  return (
    <form className="typed" onSubmit={submit}>
      <label>
        Type
        <input
          type="text"
          name="range"
          placeholder="13h, yesterday, 20 Nov 14:00 to 16:30"
          autoComplete="off"
          spellCheck={false}
          aria-describedby={note}
          aria-invalid={why !== null}
          onChange={() => setWhy(null)}
        />
      </label>
      <p id={note} className={why ? 'why' : 'faint'} role={why ? 'alert' : undefined}>
        {why ?? `in ${zoneName(zone)}; Enter shows it`}
      </p>
    </form>
  )
}
