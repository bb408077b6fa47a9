import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { BadRange } from '#components/panel/BadRange.tsx'
import { SearchPanel } from '#components/search/SearchPanel.tsx'
import type { PageSearch } from '../ask/pageSearch.ts'
import { rangeOf } from '../ask/rangeOf.ts'
import { search } from '../ask/search.ts'
import { seed } from '../ask/seed.ts'

export const metadata: Metadata = { title: 'Search' }

/** As much of a pasted text as a search reads. */
const longest = 500

export default async function SearchPage({ searchParams }: PageSearch) {
  const asked = await searchParams
  const range = rangeOf(asked)
  if (!range.ok) return <BadRange why={range.why} />
  const q = ([asked.q].flat()[0] ?? '').slice(0, longest)
  const params = { ...range.params, q }
  const state = await seed([{ ask: search, params }])
  return (
    <HydrationBoundary state={state}>
      <SearchPanel params={params} />
    </HydrationBoundary>
  )
}
