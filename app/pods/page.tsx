import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { BadRange } from '#components/panel/BadRange.tsx'
import { PodsPanel } from '#components/pods/PodsPanel.tsx'
import type { PageSearch } from '../ask/pageSearch.ts'
import { pods } from '../ask/pods.ts'
import { rangeOf } from '../ask/rangeOf.ts'
import { seed } from '../ask/seed.ts'

export const metadata: Metadata = { title: 'Pods' }

export default async function PodsPage({ searchParams }: PageSearch) {
  const range = rangeOf(await searchParams)
  if (!range.ok) return <BadRange why={range.why} />
  const { params } = range
  const state = await seed([{ ask: pods, params }])
  return (
    <HydrationBoundary state={state}>
      <PodsPanel params={params} />
    </HydrationBoundary>
  )
}
