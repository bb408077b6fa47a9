import type { CheckRow } from '#lib/report/checksView.ts'
import { Mark } from '../panel/Mark.tsx'
import { PathGlyph } from '../path/PathGlyph.tsx'
import { Name } from '../text/Name.tsx'
import '../path/path.css'
import './checks.css'

/** What a check brought: its sentence, and each pong by its way and time. */
export function CheckOutcome({ check }: { check: CheckRow }) {
  if (check.words === null) return null
  return (
    <>
      <p>
        {check.state === 'failed' && (
          <>
            <Mark level="warning" /> Failed:{' '}
          </>
        )}
        <Name name={check.words} />
      </p>
      {check.pongs.length > 0 && (
        <ol className="pongs" aria-label="Pongs, in their order">
          {check.pongs.map(({ kind, text, ms }, index) => (
            // Pongs have no name but their place.
            <li key={index}>
              {kind && <PathGlyph kind={kind} />}
              <Name name={text} mono />{' '}
              <span className="num dim">{ms === null ? '–' : `${Math.round(ms)} ms`}</span>
            </li>
          ))}
        </ol>
      )}
    </>
  )
}
