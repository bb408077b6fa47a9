import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { FixesHead } from '#components/fixes/FixesHead.tsx'
import { FixesPanel } from '#components/fixes/FixesPanel.tsx'
import { NextFixesPanel } from '#components/fixes/NextFixesPanel.tsx'
import { WhatIfPanel } from '#components/fixes/WhatIfPanel.tsx'
import { BadRange } from '#components/panel/BadRange.tsx'
import { askedParams } from '../ask/askedParams.ts'
import { fixes } from '../ask/fixes.ts'
import type { PageSearch } from '../ask/pageSearch.ts'
import { rangeOf } from '../ask/rangeOf.ts'
import { searchOf } from '../ask/searchOf.ts'
import { seed } from '../ask/seed.ts'
import { whatIf } from '../ask/whatIf.ts'

export const metadata: Metadata = { title: 'Fixes' }

export default async function FixesPage({ searchParams }: PageSearch) {
  const search = await searchParams
  const range = rangeOf(search)
  if (!range.ok) return <BadRange why={range.why} />
  const { params } = range
  const chosen = searchOf(search)
  const given = ['cluster', 'namespace', 'name'].map(name => [name, chosen.get(name) ?? undefined])
  // A form sends one for each tick.
  const asked = askedParams({ ...Object.fromEntries(given), with: chosen.getAll('with').join(',') })
  if (!asked.ok) return <BadRange why={asked.why} />
  const state = await seed([
    { ask: fixes, params },
    { ask: whatIf, params: asked.params },
  ])
  return (
    <HydrationBoundary state={state}>
      <FixesHead params={params} />
      <div className="cols">
        <NextFixesPanel params={params} />
      </div>
      <div className="cols">
        <WhatIfPanel params={asked.params} />
      </div>
      <div className="cols">
        <FixesPanel params={params} />
      </div>
    </HydrationBoundary>
  )
}
