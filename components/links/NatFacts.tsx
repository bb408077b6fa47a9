'use client'

import type { NatFact } from '#lib/report/deviceNat.ts'
import { Check } from '../target/Check.tsx'
import { Time } from '../text/Time.tsx'

/** What is known of a way out, each with who says it; what nobody measured says so. */
export function NatFacts({ facts, now }: { facts: NatFact[]; now: number }) {
  return (
    <ul>
      {facts.map(({ title, value, words, by, at }) => (
        <Check key={title} tri={value} said="">
          {title}: <b>{words}</b>{' '}
          <span className="faint t12">
            {by ?? 'nobody says'}
            {at !== null && (
              <>
                , <Time at={at} now={now} />
              </>
            )}
          </span>
        </Check>
      ))}
    </ul>
  )
}
