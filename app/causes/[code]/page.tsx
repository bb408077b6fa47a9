import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CauseEndings } from '#components/causes/CauseEndings.tsx'
import { CauseHead } from '#components/causes/CauseHead.tsx'
import { CauseMeaning } from '#components/causes/CauseMeaning.tsx'
import { CauseTargets } from '#components/causes/CauseTargets.tsx'
import { BadRange } from '#components/panel/BadRange.tsx'
import { causeTitle } from '#lib/report/causeTitle.ts'
import { answerTo } from '../../ask/answerTo.ts'
import { askedParams } from '../../ask/askedParams.ts'
import { cause } from '../../ask/cause.ts'
import type { PageSearch } from '../../ask/pageSearch.ts'
import { rangeOf } from '../../ask/rangeOf.ts'
import { seed } from '../../ask/seed.ts'

type Props = PageSearch & { params: Promise<{ code: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: causeTitle(decodeURIComponent((await params).code)) }
}

export default async function CausePage({ params: place, searchParams }: Props) {
  const range = rangeOf(await searchParams)
  if (!range.ok) return <BadRange why={range.why} />
  const asked = askedParams({ ...range.params, code: decodeURIComponent((await place).code) })
  if (!asked.ok) notFound()
  const { params } = asked
  if ((await answerTo(cause, params)).failure?.code === 'not_found') notFound()
  const state = await seed([{ ask: cause, params }])
  return (
    <HydrationBoundary state={state}>
      <CauseHead params={params} />
      <CauseMeaning params={params} />
      <CauseTargets params={params} />
      <CauseEndings params={params} />
    </HydrationBoundary>
  )
}
