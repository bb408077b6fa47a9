import type { FixState } from '#lib/tailnet/fix.ts'
import { Mark } from '../panel/Mark.tsx'

/** The state of a fix as a shape; the words stand beside it. */
export function StateSign({ state }: { state: FixState }) {
  switch (state) {
    case 'proven':
      return (
        <svg className="fixsign" viewBox="0 0 12 12" aria-hidden="true">
          <path d="M1.5 6.5 4.6 9.6 10.5 2.6" />
        </svg>
      )
    case 'not_proven':
      return (
        <svg className="fixsign" viewBox="0 0 12 12" aria-hidden="true">
          <circle cx="6" cy="6" r="4.6" strokeDasharray="2 2" />
        </svg>
      )
    case 'no_effect':
      return (
        <svg className="fixsign" viewBox="0 0 12 12" aria-hidden="true">
          <path d="M1.5 6h9" />
        </svg>
      )
    case 'came_back':
      return <Mark level="warning" />
  }
}
