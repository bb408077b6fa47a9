import type { ReactNode } from 'react'
import type { Tri } from '#lib/tailnet/tri.ts'
import { TriMark } from './TriMark.tsx'
import './target.css'

const words: Record<Tri, string> = { yes: 'yes', no: 'no', unknown: 'not known' }

/** A line with its sign: said aloud too. */
export function Check({
  tri,
  said = words[tri],
  children,
}: {
  tri: Tri
  said?: string
  children: ReactNode
}) {
  return (
    <li className="ck">
      <TriMark tri={tri} />
      <div>
        <span className="sr">{said}: </span>
        {children}
      </div>
    </li>
  )
}
