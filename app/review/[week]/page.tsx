import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { State } from '#components/panel/State.tsx'
import { NoReview } from '#components/review/NoReview.tsx'
import { ReviewBar } from '#components/review/ReviewBar.tsx'
import { ReviewDocument } from '#components/review/ReviewDocument.tsx'
import { parseWeek, weekAt } from '#lib/report/isoWeek.ts'
import { reviewMarkdown } from '#lib/report/reviewMarkdown.ts'
import type { PageSearch } from '../../ask/pageSearch.ts'
import { reviewPage } from '../../ask/reviewPage.ts'
import { reviewSettings } from '../../ask/reviewSettings.ts'

interface Props extends PageSearch {
  params: Promise<{ week: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const week = parseWeek((await params).week)
  return { title: week ? `Review ${week}` : 'Review' }
}

export default async function ReviewPage({ params, searchParams }: Props) {
  const week = parseWeek((await params).week)
  if (week === null) notFound()
  const asked = (await searchParams).scope
  const scope = typeof asked === 'string' && asked !== '' ? asked : 'all'
  const settings = reviewSettings(process.env)
  const current = weekAt(Date.now(), settings.zone)
  const page = await reviewPage({ week, scope, ...settings })
  if (page.kind === 'failure')
    return (
      <State kind="critical" title={page.failure.why}>
        {page.failure.todo}
      </State>
    )
  if (page.kind !== 'review') return <NoReview kind={page.kind} week={week} current={current} />
  const { view, choices, notes } = page
  return (
    <>
      <ReviewBar view={view} choices={choices} current={current} />
      <ReviewDocument view={view} notes={notes} markdown={reviewMarkdown(view, notes)} />
    </>
  )
}
