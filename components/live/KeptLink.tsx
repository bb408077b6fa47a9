'use client'

import Link from 'next/link'
import type { ComponentProps } from 'react'
import { keptHref } from './keptHref.ts'
import { useTime } from './useTime.ts'

type Props = Omit<ComponentProps<typeof Link>, 'href'> & {
  /** A page of ours, with its own parameters if it has any. */
  href: string
}

/** A link within tailpath that keeps the reader's hours and zone. */
export function KeptLink({ href, ...rest }: Props) {
  const { words } = useTime()
  return <Link prefetch={false} {...rest} href={keptHref(href, words)} />
}
