import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ClusterHead } from '#components/clusters/ClusterHead.tsx'
import { NodesPanel } from '#components/clusters/NodesPanel.tsx'
import { OperatorPanel } from '#components/clusters/OperatorPanel.tsx'
import { PodsPanel } from '#components/clusters/PodsPanel.tsx'
import { SourcesPanel } from '#components/clusters/SourcesPanel.tsx'
import { TiersPanel } from '#components/clusters/TiersPanel.tsx'
import { TraitsPanel } from '#components/clusters/TraitsPanel.tsx'
import { BadRange } from '#components/panel/BadRange.tsx'
import { printable } from '#lib/report/printable.ts'
import { answerTo } from '../../ask/answerTo.ts'
import { askedParams } from '../../ask/askedParams.ts'
import { cluster } from '../../ask/cluster.ts'
import { decoded } from '../../ask/decoded.ts'
import type { PageSearch } from '../../ask/pageSearch.ts'
import { rangeOf } from '../../ask/rangeOf.ts'
import { seed } from '../../ask/seed.ts'
import { sources } from '../../ask/sources.ts'

type Props = PageSearch & { params: Promise<{ c: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: printable(decoded((await params).c) ?? 'Cluster') }
}

export default async function ClusterPage({ params: place, searchParams }: Props) {
  const range = rangeOf(await searchParams)
  if (!range.ok) return <BadRange why={range.why} />
  const name = decoded((await place).c)
  const asked = askedParams({ ...range.params, ...(name && { cluster: name }) })
  if (!name || !asked.ok) notFound()
  const { params } = asked
  if ((await answerTo(cluster, params)).failure?.code === 'not_found') notFound()
  const state = await seed([
    { ask: cluster, params },
    { ask: sources, params: range.params },
  ])
  return (
    <HydrationBoundary state={state}>
      <ClusterHead params={params} />
      <div className="cols first c2">
        <TraitsPanel params={params} />
        <TiersPanel params={params} />
      </div>
      <div className="cols">
        <PodsPanel params={params} />
        <NodesPanel params={params} />
        <OperatorPanel params={params} />
        <SourcesPanel params={params} range={range.params} />
      </div>
    </HydrationBoundary>
  )
}
