import type { ReactNode } from 'react'
import { pathName } from '#lib/report/pathWords.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import { PathGlyph } from './PathGlyph.tsx'

/** A path as sign and word: "▲ DERP", or with words of its own: "▲ DERP nyc". */
export function PathWord({ kind, children }: { kind: PathKind; children?: ReactNode }) {
  return (
    <span className="k">
      <PathGlyph kind={kind} />
      {children ?? pathName[kind]}
    </span>
  )
}
