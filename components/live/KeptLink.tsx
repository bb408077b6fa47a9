'use client'

import Link from 'next/link'
import type { ComponentProps } from 'react'
import { timeSearch } from './timeParams.ts'
import { useTime } from './useTime.ts'

type Props = Omit<ComponentProps<typeof Link>, 'href'> & {
  /** A page of ours, with its own parameters if it has any. */
  href: string
}

/** A link within tailpath that keeps the reader's hours and zone. */
export function KeptLink({ href, ...rest }: Props) {
  const { words } = useTime()
  return <Link prefetch={false} {...rest} href={withTime(href, timeSearch(words))} />
}

function withTime(href: string, time: Record<string, string>): string {
  const [before = '', hash] = href.split('#')
  const [path = '', search] = before.split('?')
  const params = new URLSearchParams(search)
  for (const [name, value] of Object.entries(time)) if (!params.has(name)) params.set(name, value)
  const query = params.toString()
  return `${path}${query ? `?${query}` : ''}${hash ? `#${hash}` : ''}`
}
