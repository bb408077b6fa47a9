import type { Certainty as Degree } from '#lib/tailnet/finding.ts'
import './panel.css'

const filled: Record<Degree, number> = { certain: 3, likely: 2, possible: 1 }

/** How sure: a count of filled bars with the word, never a hue. */
export function Certainty({ degree }: { degree: Degree }) {
  return (
    <span className="cert">
      <svg viewBox="0 0 14 10" aria-hidden="true">
        {[0, 1, 2].map(bar => (
          <rect
            key={bar}
            x={bar * 5 + 0.5}
            y="0.5"
            width="3"
            height="9"
            fill={bar < filled[degree] ? 'currentColor' : 'none'}
            stroke="currentColor"
          />
        ))}
      </svg>
      {degree}
    </span>
  )
}
