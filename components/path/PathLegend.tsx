import type { ReactNode } from 'react'
import { pathName } from '#lib/report/pathWords.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import './path.css'
import { PathGlyph } from './PathGlyph.tsx'
import { pathClass } from './pathClass.ts'

/** Kinds of path with line samples (signs where it is narrow), each with a value if it has one. */
export function PathLegend({
  entries,
  children,
}: {
  entries: { kind: PathKind; value?: string; name?: string }[]
  children?: ReactNode
}) {
  return (
    <div className="legend">
      {entries.map(({ kind, value, name }) => (
        <span className="k" key={`${kind}${name ?? ''}`}>
          <svg className={`ln ${pathClass[kind]}`} aria-hidden="true">
            <use href={`#l-${pathClass[kind]}`} />
          </svg>
          <PathGlyph kind={kind} />
          {name ?? pathName[kind]}
          {value !== undefined && <b>{value}</b>}
        </span>
      ))}
      {children}
    </div>
  )
}
