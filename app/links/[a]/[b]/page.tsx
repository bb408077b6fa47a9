import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { EndsPanel } from '#components/links/EndsPanel.tsx'
import { LinkBytesPanel } from '#components/links/LinkBytesPanel.tsx'
import { LinkCausesPanel } from '#components/links/LinkCausesPanel.tsx'
import { LinkChangesPanel } from '#components/links/LinkChangesPanel.tsx'
import { LinkHead } from '#components/links/LinkHead.tsx'
import { LinkHistoryPanel } from '#components/links/LinkHistoryPanel.tsx'
import { LinkRemedyPanel } from '#components/links/LinkRemedyPanel.tsx'
import { WaysPanel } from '#components/links/WaysPanel.tsx'
import { BadRange } from '#components/panel/BadRange.tsx'
import { answerTo } from '../../../ask/answerTo.ts'
import { deviceTitles } from '../../../ask/deviceTitles.ts'
import { link } from '../../../ask/link.ts'
import { linkHistory } from '../../../ask/linkHistory.ts'
import { nameOf } from '../../../ask/nameOf.ts'
import type { PageSearch } from '../../../ask/pageSearch.ts'
import { rangeOf } from '../../../ask/rangeOf.ts'
import { seed } from '../../../ask/seed.ts'

interface Address {
  params: Promise<{ a: string; b: string }>
}

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  const { a, b } = await params
  const names = await deviceTitles([nameOf(a), nameOf(b)])
  return { title: names ? names.join(' – ') : 'Link' }
}

export default async function LinkPage({ params: address, searchParams }: Address & PageSearch) {
  const ends = await address
  const [a, b] = [nameOf(ends.a), nameOf(ends.b)]
  if (!a || !b) notFound()
  const range = rangeOf(await searchParams)
  if (!range.ok) return <BadRange why={range.why} />
  const params = { ...range.params, a, b }
  const found = await answerTo(link, params)
  if (found.failure?.code === 'not_found') notFound()
  const state = await seed([
    { ask: link, params },
    { ask: linkHistory, params },
  ])
  return (
    <HydrationBoundary state={state}>
      <LinkHead params={params} />
      <div className="cols first">
        <WaysPanel params={params} />
        <EndsPanel params={params} />
        <LinkHistoryPanel params={params} />
      </div>
      <div className="cols c2">
        <div className="stack">
          <LinkCausesPanel params={params} />
          <LinkBytesPanel params={params} />
          <LinkChangesPanel params={params} />
        </div>
        <LinkRemedyPanel params={params} />
      </div>
    </HydrationBoundary>
  )
}
