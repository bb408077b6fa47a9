import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { CausesHead } from '#components/causes/CausesHead.tsx'
import { CausesTable } from '#components/causes/CausesTable.tsx'
import { BadRange } from '#components/panel/BadRange.tsx'
import { causes } from '../ask/causes.ts'
import type { PageSearch } from '../ask/pageSearch.ts'
import { rangeOf } from '../ask/rangeOf.ts'
import { seed } from '../ask/seed.ts'

export const metadata: Metadata = { title: 'Causes' }

export default async function CausesPage({ searchParams }: PageSearch) {
  const range = rangeOf(await searchParams)
  if (!range.ok) return <BadRange why={range.why} />
  const { params } = range
  const state = await seed([{ ask: causes, params }])
  return (
    <HydrationBoundary state={state}>
      <CausesHead params={params} />
      <CausesTable params={params} />
    </HydrationBoundary>
  )
}
