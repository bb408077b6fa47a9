import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { BadRange } from '#components/panel/BadRange.tsx'
import { MovingHomes } from '#components/regions/MovingHomes.tsx'
import { RegionsHead } from '#components/regions/RegionsHead.tsx'
import { RegionsTable } from '#components/regions/RegionsTable.tsx'
import type { PageSearch } from '../ask/pageSearch.ts'
import { rangeOf } from '../ask/rangeOf.ts'
import { regions } from '../ask/regions.ts'
import { seed } from '../ask/seed.ts'

export const metadata: Metadata = { title: 'Regions' }

export default async function RegionsPage({ searchParams }: PageSearch) {
  const range = rangeOf(await searchParams)
  if (!range.ok) return <BadRange why={range.why} />
  const { params } = range
  const state = await seed([{ ask: regions, params }])
  return (
    <HydrationBoundary state={state}>
      <RegionsHead params={params} />
      <RegionsTable params={params} />
      <div className="cols">
        <MovingHomes params={params} />
      </div>
    </HydrationBoundary>
  )
}
