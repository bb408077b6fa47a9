import { sourceStateWords } from '#lib/report/failureWords.ts'
import type { SourceState } from '#lib/tailnet/standing.ts'
import { Mark } from '../panel/Mark.tsx'
import '../path/path.css'

const levels: Record<SourceState, 'critical' | 'warning' | 'info' | null> = {
  ok: null,
  failing: 'critical',
  denied: 'warning',
  absent: 'info',
  off: 'info',
}

/** How a source does: a shape where it is not well, and the word always. */
export function StateWord({ state }: { state: SourceState }) {
  const level = levels[state]
  return (
    <span className="k">
      {level ? (
        <Mark level={level} />
      ) : (
        <svg className="sev" aria-hidden="true">
          <use href="#i-yes" />
        </svg>
      )}
      {sourceStateWords[state]}
    </span>
  )
}
