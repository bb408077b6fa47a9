'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import type { FormEvent } from 'react'
import { offsetOf, type Zone } from '#lib/report/clock.ts'
import { momentOf } from '#lib/report/range.ts'
import { zoneName } from '../text/zoneName.ts'
import { useAddress } from './useAddress.ts'
import '../control/control.css'

interface Props {
  from: number
  to: number
  zone: Zone
  onDone: () => void
}

/** What `datetime-local` shows: the zone's own clock, to the minute. */
const local = (at: number, zone: Zone) => new Date(at + offsetOf(at, zone)).toISOString().slice(0, 16)

/** The moment that a zone's clock means, as the address has it; what is no moment goes on as it was typed. */
function meant(typed: string, zone: Zone): string {
  const asUtc = momentOf(typed)
  if (!asUtc) return typed
  return new Date(asUtc.getTime() - offsetOf(asUtc.getTime(), zone))
    .toISOString()
    .replace(/:\d{2}\.\d{3}Z$/, 'Z')
}

/** Two moments by hand. Without scripts the browser sends them as they are, and they count as UTC. */
export function RangeForm({ from, to, zone, onDone }: Props) {
  const router = useRouter()
  const address = useAddress()
  const others = [...useSearchParams()].filter(([name]) => name !== 'from' && name !== 'to')
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    const read = (name: string) => meant(String(typed.get(name) ?? ''), zone)
    router.push(address({ from: read('from'), to: read('to') }), { scroll: false })
    onDone()
  }
  return (
    <form onSubmit={submit}>
      {others.map(([name, value]) => (
        <input type="hidden" key={`${name}=${value}`} name={name} value={value} />
      ))}
      <label>
        From
        <input type="datetime-local" name="from" defaultValue={local(from, zone)} required />
      </label>
      <label>
        To
        <input type="datetime-local" name="to" defaultValue={local(to, zone)} required />
      </label>
      <div className="row">
        <span className="faint">in {zoneName(zone)}</span>
        <button type="submit" className="btn">
          Show
        </button>
      </div>
    </form>
  )
}
