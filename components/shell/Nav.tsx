'use client'

import { usePathname } from 'next/navigation'
import { KeptLink } from '../live/KeptLink.tsx'
import { pages } from './pages.ts'
import './shell.css'

const isIn = (pathname: string, href: string) =>
  href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`)

export function Nav() {
  const pathname = usePathname()
  return (
    <nav className="nav" aria-label="Pages">
      {pages.map(({ href, title }) => (
        <KeptLink
          key={href}
          href={href}
          data-page={href}
          {...(isIn(pathname, href) && { 'aria-current': 'page' })}
        >
          {title}
        </KeptLink>
      ))}
    </nav>
  )
}
