import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { ClustersPanel } from '#components/clusters/ClustersPanel.tsx'
import { BadRange } from '#components/panel/BadRange.tsx'
import { clusters } from '../ask/clusters.ts'
import type { PageSearch } from '../ask/pageSearch.ts'
import { rangeOf } from '../ask/rangeOf.ts'
import { seed } from '../ask/seed.ts'

export const metadata: Metadata = { title: 'Clusters' }

export default async function ClustersPage({ searchParams }: PageSearch) {
  const range = rangeOf(await searchParams)
  if (!range.ok) return <BadRange why={range.why} />
  const { params } = range
  const state = await seed([{ ask: clusters, params }])
  return (
    <HydrationBoundary state={state}>
      <ClustersPanel params={params} />
    </HydrationBoundary>
  )
}
