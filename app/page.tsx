import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { CausesPanel } from '#components/overview/CausesPanel.tsx'
import { CollectorPanel } from '#components/overview/CollectorPanel.tsx'
import { CommonPanel } from '#components/overview/CommonPanel.tsx'
import { EventsPanel } from '#components/overview/EventsPanel.tsx'
import { OverviewHead } from '#components/overview/OverviewHead.tsx'
import { Shares } from '#components/overview/Shares.tsx'
import { WorstPanel } from '#components/overview/WorstPanel.tsx'
import { BadRange } from '#components/panel/BadRange.tsx'
import { Replay } from '#components/replay/Replay.tsx'
import { causes } from './ask/causes.ts'
import { commonality } from './ask/commonality.ts'
import { events } from './ask/events.ts'
import type { PageSearch } from './ask/pageSearch.ts'
import { pods } from './ask/pods.ts'
import { rangeOf } from './ask/rangeOf.ts'
import { seed } from './ask/seed.ts'
import { shares } from './ask/shares.ts'
import { sources } from './ask/sources.ts'

export const metadata: Metadata = { title: 'Overview' }

/** As many as fit below the causes without hiding the collector. */
const most = '6'

export default async function OverviewPage({ searchParams }: PageSearch) {
  const range = rangeOf(await searchParams)
  if (!range.ok) return <BadRange why={range.why} />
  const { params } = range
  const worst = { ...params, most }
  const state = await seed([
    { ask: shares, params },
    { ask: causes, params },
    { ask: events, params },
    { ask: commonality, params },
    { ask: pods, params: worst },
    { ask: sources, params },
  ])
  return (
    <HydrationBoundary state={state}>
      <Replay asOf={Date.now()} />
      <OverviewHead params={params} worst={worst} />
      <Shares params={params} />
      <div className="cols c84">
        <CausesPanel params={params} />
        <div className="stack">
          <EventsPanel params={params} />
          <CommonPanel params={params} />
        </div>
      </div>
      <div className="cols">
        <WorstPanel params={worst} />
      </div>
      <div className="cols">
        <CollectorPanel params={params} />
      </div>
    </HydrationBoundary>
  )
}
