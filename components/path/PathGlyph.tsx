import type { PathKind } from '#lib/tailnet/path.ts'
import './path.css'
import { pathClass } from './pathClass.ts'

/** The sign of a path. The word stands beside it, so it says nothing to a screen reader. */
export function PathGlyph({ kind }: { kind: PathKind }) {
  const name = pathClass[kind]
  return (
    <svg className={`g ${name}`} aria-hidden="true">
      <use href={`#g-${name}`} />
    </svg>
  )
}
