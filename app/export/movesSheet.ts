import { parseWeek } from '#lib/report/isoWeek.ts'
import { moveSheet } from '#lib/report/moveSheet.ts'
import { notFound } from '../ask/failureOf.ts'
import { reviewPage } from '../ask/reviewPage.ts'
import { reviewSettings } from '../ask/reviewSettings.ts'
import type { SheetAnswer } from './sheetFor.ts'

/** The moves of a week's review: `week=2026-W47`, and `scope` as the review has it. */
export async function movesSheet(search: URLSearchParams): Promise<SheetAnswer> {
  const week = parseWeek(search.get('week') ?? '')
  if (week === null) return { sheet: null, failure: notFound }
  const page = await reviewPage({
    week,
    scope: search.get('scope') || 'all',
    ...reviewSettings(process.env),
  })
  if (page.kind === 'failure') return { sheet: null, failure: page.failure }
  if (page.kind !== 'review') return { sheet: null, failure: notFound }
  const { computedAt, moves } = page.view
  return { sheet: moveSheet({ week, asOf: computedAt, moves }), failure: null }
}
