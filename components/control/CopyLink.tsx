'use client'

import { useTime } from '../live/useTime.ts'
import { CopyButton } from './CopyButton.tsx'

interface Props {
  /** A page of ours in its present state, without its hours. */
  href: string
  /** The hours on screen, in milliseconds: a link that is passed on means these, whenever it is opened. */
  from: number
  to: number
  keys?: string
}

const iso = (at: number) => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z')

/** Copies an address that shows another reader the same hours. */
export function CopyLink({ href, from, to, keys }: Props) {
  const { words } = useTime()
  // The server's paint has no address of its own; nobody can click it.
  const url = new URL(href, typeof window === 'undefined' ? 'http://localhost' : window.location.origin)
  url.searchParams.set('from', iso(from))
  url.searchParams.set('to', iso(to))
  if (words.zone) url.searchParams.set('zone', words.zone)
  return <CopyButton text={url.href} what="link" {...(keys && { keys })} />
}
