import type { Metadata } from 'next'
import { BadRange } from '#components/panel/BadRange.tsx'
import { PodsPanel } from '#components/pods/PodsPanel.tsx'
import type { PageSearch } from '../ask/pageSearch.ts'
import { podsFirst } from '../ask/podsFirst.ts'
import { rangeOf } from '../ask/rangeOf.ts'

export const metadata: Metadata = { title: 'Pods' }

export default async function PodsPage({ searchParams }: PageSearch) {
  const search = await searchParams
  const range = rangeOf(search)
  if (!range.ok) return <BadRange why={range.why} />
  const { params } = range
  return <PodsPanel params={params} first={await podsFirst(search, params)} />
}
