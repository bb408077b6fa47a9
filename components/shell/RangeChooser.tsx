'use client'

import Link from 'next/link'
import { type KeyboardEvent, useRef } from 'react'
import { dayClock } from '#lib/report/clock.ts'
import {
  lengthOf,
  presets,
  relativeSeconds,
  relativeWord,
  shiftedRange,
  widerRange,
} from '#lib/report/range.ts'
import { useTime } from '../live/useTime.ts'
import { RangeForm } from './RangeForm.tsx'
import { shownRange } from './shownRange.ts'
import { TypedRange } from './TypedRange.tsx'
import { useAddress } from './useAddress.ts'
import '../control/control.css'
import './shell.css'

const spaced = (word: string) => word.replace(/(\d)([a-z])/i, '$1 $2')

/** Which hours the page shows: step back and forth, a usual length, or two moments. Each is an address. */
export function RangeChooser({ asOf }: { asOf: number }) {
  const { words, zone } = useTime()
  const address = useAddress()
  const details = useRef<HTMLDetailsElement>(null)
  const range = shownRange(words, asOf)
  const from = range.from.getTime()
  const to = range.to.getTime()
  const earlier = shiftedRange(range, -1)
  const later = shiftedRange(range, 1)
  const wider = widerRange(range, asOf)
  const isLast = words.to === null
  const isNext = to + (to - from) >= asOf
  const close = () => details.current?.removeAttribute('open')
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    close()
    details.current?.querySelector('summary')?.focus()
  }
  return (
    <div className="seg">
      <Link
        href={address({ ...earlier })}
        scroll={false}
        prefetch={false}
        aria-label="Earlier"
        aria-keyshortcuts="["
      >
        ‹
      </Link>
      <details className="range" ref={details} onKeyDown={closeOnEscape}>
        <summary aria-keyshortcuts="t">
          {range.relative ? `Last ${spaced(range.relative)}` : lengthOf(from, to)}
          <span className="faint hide-s">
            {dayClock(from, zone)} to {dayClock(to, zone)}
          </span>
        </summary>
        <div className="sheet">
          <div className="seg">
            {presets.map(preset => (
              <Link
                key={preset}
                href={address({ from: preset, to: null })}
                scroll={false}
                prefetch={false}
                onClick={close}
                {...(isLast && relativeSeconds(preset) === (to - from) / 1000 && { 'aria-current': true })}
              >
                {spaced(preset)}
              </Link>
            ))}
          </div>
          <TypedRange zone={zone} asOf={asOf} onDone={close} />
          <RangeForm
            key={`${from} ${words.to ?? ''} ${zone}`}
            from={from}
            to={to}
            zone={zone}
            onDone={close}
          />
        </div>
      </details>
      {isLast ? (
        <span aria-disabled="true" title="This is the newest there is">
          ›
        </span>
      ) : (
        <Link
          href={address(isNext ? { from: relativeWord(to - from), to: null } : { ...later })}
          scroll={false}
          prefetch={false}
          aria-label="Later"
          aria-keyshortcuts="]"
        >
          ›
        </Link>
      )}
      <Link
        href={address({ ...wider })}
        scroll={false}
        prefetch={false}
        aria-label="Zoom out"
        aria-keyshortcuts="-"
        title="Twice as long"
      >
        −
      </Link>
    </div>
  )
}
