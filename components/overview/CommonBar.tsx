import '../path/path.css'

/** Room for half a sign at each end, in percent. */
const edge = 6

const at = (share: number) => `${(edge + share * (100 - 2 * edge)).toFixed(1)}%`

/** The share of a fact among relayed pods and among the others, on one line; the numbers stand beside it. */
export function CommonBar({ relayed, direct }: { relayed: number; direct: number | null }) {
  return (
    <svg className="common-bar" width="100%" height="12" aria-hidden="true">
      <line x1={at(0)} x2={at(1)} y1="6" y2="6" style={{ stroke: 'var(--hairline)' }} />
      {direct !== null && (
        <>
          <line
            x1={at(direct)}
            x2={at(relayed)}
            y1="6"
            y2="6"
            strokeWidth="1.5"
            style={{ stroke: 'var(--text-3)' }}
          />
          <svg x={at(direct)} overflow="visible" aria-hidden="true">
            <use href="#g-direct" x="-6" width="12" height="12" style={{ color: 'var(--path-direct)' }} />
          </svg>
        </>
      )}
      <svg x={at(relayed)} overflow="visible" aria-hidden="true">
        <use href="#g-derp" x="-6" width="12" height="12" style={{ color: 'var(--path-derp)' }} />
      </svg>
    </svg>
  )
}
