import type { ReactNode } from 'react'
import './panel.css'

interface Props {
  title: string
  /** Small print beside the title: what it covers, in which order. */
  meta?: ReactNode
  /** At the right end of the head: a link or a choice. */
  aside?: ReactNode
  id?: string
  className?: string
  children: ReactNode
}

/** A rule of ink, a title and its content. */
export function Section({ title, meta, aside, id, className, children }: Props) {
  return (
    <section className={className ? `sec ${className}` : 'sec'} {...(id && { id })} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {meta && <p>{meta}</p>}
        {aside && <span className="aside">{aside}</span>}
      </header>
      {children}
    </section>
  )
}
