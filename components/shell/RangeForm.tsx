'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import type { FormEvent } from 'react'
import { offsetOf, type Zone } from '#lib/report/clock.ts'
import { zonedMoments } from '#lib/report/zonedMoment.ts'
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

/**
 * The moment that a zone's clock means, as the address has it; of an hour that is lived twice the one that makes the range
 * longer. What is no moment goes on as it was typed, and the page says so.
 */
function meant(typed: string, zone: Zone, take: 'first' | 'last'): string {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = typed.split(/\D/).map(Number)
  const found = zonedMoments({ year, month, day, hour, minute }, zone)
  const at = take === 'first' ? found[0] : found.at(-1)
  return at === undefined ? `${typed} in ${zone}` : new Date(at).toISOString().replace(/:\d{2}\.\d{3}Z$/, 'Z')
}

/** Two moments by hand. Without scripts the browser sends them as they are, and they count as UTC. */
export function RangeForm({ from, to, zone, onDone }: Props) {
  const router = useRouter()
  const address = useAddress()
  const others = [...useSearchParams()].filter(([name]) => name !== 'from' && name !== 'to' && name !== 'at')
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    const read = (name: string, take: 'first' | 'last') => meant(String(typed.get(name) ?? ''), zone, take)
    router.push(address({ from: read('from', 'first'), to: read('to', 'last') }), { scroll: false })
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
