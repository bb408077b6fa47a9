import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { FixesHead } from '#components/fixes/FixesHead.tsx'
import { FixesPanel } from '#components/fixes/FixesPanel.tsx'
import { NextFixesPanel } from '#components/fixes/NextFixesPanel.tsx'
import { BadRange } from '#components/panel/BadRange.tsx'
import { fixes } from '../ask/fixes.ts'
import type { PageSearch } from '../ask/pageSearch.ts'
import { rangeOf } from '../ask/rangeOf.ts'
import { seed } from '../ask/seed.ts'

export const metadata: Metadata = { title: 'Fixes' }

export default async function FixesPage({ searchParams }: PageSearch) {
  const range = rangeOf(await searchParams)
  if (!range.ok) return <BadRange why={range.why} />
  const { params } = range
  const state = await seed([{ ask: fixes, params }])
  return (
    <HydrationBoundary state={state}>
      <FixesHead params={params} />
      <div className="cols">
        <NextFixesPanel params={params} />
      </div>
      <div className="cols">
        <FixesPanel params={params} />
      </div>
    </HydrationBoundary>
  )
}
