import type { Tri } from '#lib/tailnet/tri.ts'
import './target.css'

const signs: Record<Tri, string> = { yes: '#i-yes', no: '#i-no', unknown: '#g-unknown' }

/** Yes, no or not known, as a sign beside words that say it too. */
export function TriMark({ tri }: { tri: Tri }) {
  return (
    <svg className="ng tri" aria-hidden="true">
      <use href={signs[tri]} />
    </svg>
  )
}
