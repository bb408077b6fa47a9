'use client'

import { usePathname } from 'next/navigation'
import { useTime } from '../live/useTime.ts'
import { Mark } from '../panel/Mark.tsx'
import { pastNotes } from './pastNotes.ts'
import './shell.css'

/** On a page that stands at a moment in the past: what of it is told as it is known now, or not kept so long. */
export function PastNote({ now }: { now: number }) {
  const { words, isLive } = useTime()
  const pathname = usePathname()
  const notes = isLive ? [] : pastNotes({ pathname, to: words.to, now })
  if (notes.length === 0) return null
  return (
    <div className="banner" role="status">
      <Mark level="info" />
      <span>{notes.join(' ')}</span>
    </div>
  )
}
