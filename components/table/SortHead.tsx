import type { ReactNode } from 'react'
import { KeptLink } from '../live/KeptLink.tsx'
import './table.css'

interface Props {
  /** Address of the page in the order that a click gives: a link, so that it works without scripts. */
  href: string
  /** The order of this column now; null where the table is ordered by another. */
  order: 'asc' | 'desc' | null
  numeric?: boolean
  className?: string
  children: ReactNode
}

/** A column's head that orders the table by it. */
export function SortHead({ href, order, numeric = false, className = '', children }: Props) {
  const classes = `${numeric ? 'num ' : ''}${className}`.trim()
  const sort = order === null ? 'none' : order === 'asc' ? 'ascending' : 'descending'
  return (
    <th scope="col" aria-sort={sort} {...(classes && { className: classes })}>
      <KeptLink href={href} scroll={false} replace>
        {children}
        {order && <span aria-hidden="true">{order === 'asc' ? ' ↑' : ' ↓'}</span>}
      </KeptLink>
    </th>
  )
}
