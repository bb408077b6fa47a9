import { loadTimeParams } from '#components/live/timeParams.ts'
import type { Params } from '#components/live/views.ts'
import { parseRange } from '#lib/report/range.ts'
import { askedParams } from './askedParams.ts'

type Search = Record<string, string | string[] | undefined>
type PageRange = { ok: true; params: Params } | { ok: false; why: string }

/** The range that a page's address asks for, as its questions want it; or why it cannot be read. */
export function rangeOf(search: Search): PageRange {
  const { from, to } = loadTimeParams(search)
  const range = parseRange({ from, to }, new Date())
  if (!range.ok) return range
  return askedParams({ ...(from ? { from } : {}), ...(to ? { to } : {}) })
}
