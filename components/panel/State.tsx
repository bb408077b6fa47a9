import type { ReactNode } from 'react'
import { PathGlyph } from '../path/PathGlyph.tsx'
import { Mark } from './Mark.tsx'
import './panel.css'

interface Props {
  /** What it is: nothing measured yet, nothing wrong, a note, something in the way, something broken. */
  kind: 'waiting' | 'good' | 'info' | 'warning' | 'critical'
  title: ReactNode
  actions?: ReactNode
  /** The reason and what to do, in a sentence or two. */
  children?: ReactNode
}

/** Stands where content would be, and says why there is none. */
export function State({ kind, title, actions, children }: Props) {
  return (
    <div className="empty" role={kind === 'critical' || kind === 'warning' ? 'alert' : undefined}>
      {kind === 'waiting' ? (
        <PathGlyph kind="unknown" />
      ) : kind === 'good' ? (
        <PathGlyph kind="direct" />
      ) : (
        <Mark level={kind} />
      )}
      <div>
        <h3>{title}</h3>
        {children && <p>{children}</p>}
        {actions && <div className="acts">{actions}</div>}
      </div>
    </div>
  )
}
