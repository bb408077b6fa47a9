'use client'

import { CopyButton } from '../control/CopyButton.tsx'

/** Copies the address of this week, which stays the same when the week is over. */
export function ReviewLink({ week, scope }: { week: string; scope: string }) {
  // The server's paint has no address of its own; nobody can click it.
  const origin = typeof window === 'undefined' ? 'http://localhost' : window.location.origin
  const url = new URL(`/review/${week}`, origin)
  if (scope !== 'all') url.searchParams.set('scope', scope)
  return <CopyButton text={url.href} what="link" keys="c" />
}
