import type { Hardness } from '#lib/tailnet/finding.ts'
import './target.css'

/** A layer as in the small drawing of NAT: tick, gate with the line through it, filled block, or not known. */
export function HardnessSign({ hardness }: { hardness: Hardness }) {
  return (
    <svg className="ng" viewBox="0 0 12 12" aria-hidden="true">
      {hardness === 'hard' && <rect width="12" height="12" fill="currentColor" />}
      {hardness === 'easy' && (
        <g fill="none" stroke="currentColor" strokeWidth="1.5">
          <rect x=".75" y=".75" width="10.5" height="10.5" />
          <path d="M0 6h12" />
        </g>
      )}
      {hardness === 'none' && <path d="M0 6h12M6 2v8" fill="none" stroke="currentColor" strokeWidth="1.5" />}
      {hardness === 'unknown' && <use href="#g-unknown" />}
    </svg>
  )
}
