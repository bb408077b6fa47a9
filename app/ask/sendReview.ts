import { reviewMarkdown } from '#lib/report/reviewMarkdown.ts'
import { failureOf } from './failureOf.ts'
import { notesOf } from './notesOf.ts'
import { type ReviewAsk, reviewOf } from './reviewOf.ts'

const headers = { 'Cache-Control': 'no-store' }
const refuse = (status: number, code: string, why: string, todo: string) =>
  Response.json({ error: { code, why, todo } }, { status, headers })

/** `GET /api/v1/review/<week>`: the review as JSON, byte for byte as it was kept; `<week>.md`: as Markdown, with its notes. */
export async function sendReview(
  ask: Omit<ReviewAsk, 'week'> & { week: string | null },
  isMarkdown: boolean,
): Promise<Response> {
  const { week } = ask
  if (week === null) return refuse(404, 'not_found', 'That is no week.', 'A week is written 2026-W47.')
  try {
    const found = await reviewOf({ ...ask, week })
    if (found.kind !== 'review')
      return refuse(404, 'not_found', 'There is no such review.', 'See /review for those that there are.')
    if (!isMarkdown)
      return new Response(found.body, { headers: { ...headers, 'Content-Type': 'application/json' } })
    const { scope, zone } = found.view
    const notes = await notesOf(ask.db, { week, scope: scope.key, zone })
    return new Response(reviewMarkdown(found.view, notes), {
      headers: {
        ...headers,
        'Content-Type': 'text/markdown; charset=utf-8',
        'Content-Disposition': `inline; filename="tailpath-${week}.md"`,
        'X-Content-Type-Options': 'nosniff',
      },
    })
  } catch (error) {
    const failure = failureOf(error)
    console.error(`review: ${failure.why}`, failure.code === 'broken' ? error : '')
    return refuse(failure.code === 'database_away' ? 503 : 500, failure.code, failure.why, failure.todo)
  }
}
