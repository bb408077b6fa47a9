import type { ReactNode } from 'react'
import { KeptLink } from '../live/KeptLink.tsx'
import './control.css'

interface Props {
  href: string
  /** Filled: the one recommended action of a view. */
  primary?: boolean
  children: ReactNode
}

/** An action that leads to a page of ours. */
export function ButtonLink({ href, primary = false, children }: Props) {
  return (
    <KeptLink href={href} className={primary ? 'btn primary' : 'btn'}>
      {children}
    </KeptLink>
  )
}
