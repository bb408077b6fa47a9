import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { BadRange } from '#components/panel/BadRange.tsx'
import { ChecksPanel } from '#components/settings/ChecksPanel.tsx'
import { ConnectSection } from '#components/settings/ConnectSection.tsx'
import { CoveragePanel } from '#components/settings/CoveragePanel.tsx'
import { GapsPanel } from '#components/settings/GapsPanel.tsx'
import { RightsPanel } from '#components/settings/RightsPanel.tsx'
import { RunsPanel } from '#components/settings/RunsPanel.tsx'
import { SettingsHead } from '#components/settings/SettingsHead.tsx'
import { SourcesPanel } from '#components/settings/SourcesPanel.tsx'
import { TailnetPanel } from '#components/settings/TailnetPanel.tsx'
import { SharesPanel } from '#components/share/SharesPanel.tsx'
import { checks } from '../ask/checks.ts'
import type { PageSearch } from '../ask/pageSearch.ts'
import { rangeOf } from '../ask/rangeOf.ts'
import { seed } from '../ask/seed.ts'
import { sharesKept } from '../ask/sharesKept.ts'
import { sources } from '../ask/sources.ts'
import { database } from '../database.ts'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage({ searchParams }: PageSearch) {
  const range = rangeOf(await searchParams)
  if (!range.ok) return <BadRange why={range.why} />
  const { params } = range
  const frozen = await sharesKept(database())
  const state = await seed([
    { ask: sources, params },
    { ask: checks, params },
  ])
  return (
    <HydrationBoundary state={state}>
      <SettingsHead params={params} />
      <SourcesPanel params={params} />
      <div className="cols c2">
        <RunsPanel params={params} />
        <GapsPanel params={params} />
      </div>
      <div className="cols">
        <CoveragePanel params={params} />
      </div>
      <div className="cols">
        <TailnetPanel params={params} />
      </div>
      <div className="cols">
        <ChecksPanel params={params} />
      </div>
      <div className="cols">
        <SharesPanel shares={frozen} />
      </div>
      <div className="cols c2">
        <RightsPanel params={params} />
        <ConnectSection />
      </div>
    </HydrationBoundary>
  )
}
