import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { FlapsPanel } from '#components/fixes/FlapsPanel.tsx'
import { PricePanel } from '#components/fixes/PricePanel.tsx'
import { TargetProof } from '#components/fixes/TargetProof.tsx'
import { BadRange } from '#components/panel/BadRange.tsx'
import { BehindPanel } from '#components/target/BehindPanel.tsx'
import { BytesPanel } from '#components/target/BytesPanel.tsx'
import { CausesPanel } from '#components/target/CausesPanel.tsx'
import { ChainPanel } from '#components/target/ChainPanel.tsx'
import { ChangesPanel } from '#components/target/ChangesPanel.tsx'
import { LanesPanel } from '#components/target/LanesPanel.tsx'
import { LatencyPanel } from '#components/target/LatencyPanel.tsx'
import { PodList } from '#components/target/PodList.tsx'
import { RecipePanel } from '#components/target/RecipePanel.tsx'
import { RemedyPanel } from '#components/target/RemedyPanel.tsx'
import { TargetHead } from '#components/target/TargetHead.tsx'
import { printable } from '#lib/report/printable.ts'
import { answerTo } from '../../../../ask/answerTo.ts'
import { behind } from '../../../../ask/behind.ts'
import { bytes } from '../../../../ask/bytes.ts'
import { checks } from '../../../../ask/checks.ts'
import { events } from '../../../../ask/events.ts'
import { flaps } from '../../../../ask/flaps.ts'
import { lanes } from '../../../../ask/lanes.ts'
import { latency } from '../../../../ask/latency.ts'
import type { PageSearch } from '../../../../ask/pageSearch.ts'
import { placeOf } from '../../../../ask/placeOf.ts'
import { price } from '../../../../ask/price.ts'
import { rangeOf } from '../../../../ask/rangeOf.ts'
import { seed } from '../../../../ask/seed.ts'
import { target } from '../../../../ask/target.ts'
import { targetFixes } from '../../../../ask/targetFixes.ts'

interface Address {
  params: Promise<{ cluster: string; namespace: string; name: string }>
}

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  return { title: printable(placeOf(await params)?.name ?? 'Pods') }
}

export default async function PodPage({ params: address, searchParams }: Address & PageSearch) {
  const place = placeOf(await address)
  if (!place) notFound()
  const range = rangeOf(await searchParams)
  if (!range.ok) return <BadRange why={range.why} />
  const params = { ...range.params, ...place }
  const found = await answerTo(target, params)
  if (found.failure?.code === 'not_found') notFound()
  const state = await seed([
    { ask: target, params },
    { ask: lanes, params },
    { ask: behind, params },
    { ask: bytes, params },
    { ask: latency, params },
    { ask: events, params },
    { ask: targetFixes, params },
    { ask: flaps, params },
    { ask: price, params },
    { ask: checks, params: place },
  ])
  return (
    <HydrationBoundary state={state}>
      <TargetHead params={params} />
      <div className="cols first">
        <ChainPanel params={params} />
        <LanesPanel params={params} />
      </div>
      <div className="cols c2">
        <div className="stack">
          <CausesPanel params={params} />
          <BytesPanel params={params} />
          <LatencyPanel params={params} />
          <ChangesPanel params={params} />
        </div>
        <div className="stack">
          <RemedyPanel params={params} />
          <RecipePanel params={params} />
          <PodList params={params} />
        </div>
      </div>
      <div className="cols">
        <BehindPanel params={params} />
      </div>
      <div className="cols">
        <TargetProof params={params} />
      </div>
      <div className="cols c2">
        <FlapsPanel params={params} />
        <PricePanel params={params} />
      </div>
    </HydrationBoundary>
  )
}
