'use client'

import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import { useTime } from '../live/useTime.ts'
import { shareHref } from './shareHref.ts'
import '../control/control.css'

/** Leads to where this view is frozen, in its hours and zone; nothing on pages that cannot be. */
export function ShareLink() {
  const { zone } = useTime()
  const pathname = usePathname()
  const search = new URLSearchParams(useSearchParams())
  if (!search.has('zone')) search.set('zone', zone)
  const href = shareHref(pathname, search)
  if (!href) return null
  return (
    <Link className="btn" href={href} prefetch={false} aria-keyshortcuts="s">
      Share
    </Link>
  )
}
