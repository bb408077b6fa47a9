import { loadTimeParams } from '#components/live/timeParams.ts'
import type { Params } from '#components/live/views.ts'
import { momentOf, parseRange, replayedRange } from '#lib/report/range.ts'
import { askedParams } from './askedParams.ts'

type Search = Record<string, string | string[] | undefined>
type PageRange = { ok: true; params: Params } | { ok: false; why: string }

/** The range that a page's address asks for, as its questions want it; or why it cannot be read. */
export function rangeOf(search: Search): PageRange {
  const { at, ...said } = loadTimeParams(search)
  const now = new Date()
  const words = at === null ? said : replayedRange(said, at)
  if (!words) return { ok: false, why: `“${at}” is no moment to replay. Write it as 2026-11-20T14:00Z.` }
  const { from, to } = words
  if (at !== null && to !== null && (momentOf(to) ?? now) > now)
    return { ok: false, why: 'That moment has not come yet: a replay is of the past.' }
  const range = parseRange({ from, to }, now)
  if (!range.ok) return range
  return askedParams({ ...(from ? { from } : {}), ...(to ? { to } : {}) })
}
