import { isZone } from '#lib/report/clock.ts'
import { type FrozenPage, frozenPages } from '#lib/report/frozen.ts'
import { parseRange, replayedRange } from '#lib/report/range.ts'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import { askedParams } from './askedParams.ts'

/** A view to freeze, as an address says it: `page`, its place, its hours, its zone and its filters. */
export interface FrozenAsk {
  page: FrozenPage
  /** What its questions are asked with; nothing that its page does not know. */
  params: Record<string, string>
  window: TimeWindow
  /** The end of a range in the past: all is told as it was known then. Null for one that ends now. */
  at: Date | null
  zone: string
  search: URLSearchParams
}

/** What the questions of a page take besides its hours: an address may name more, and that changes nothing. */
const own: Record<FrozenPage, readonly string[]> = {
  overview: [],
  pods: [],
  target: ['cluster', 'namespace', 'name'],
  causes: [],
  cause: ['code'],
  link: ['a', 'b'],
  device: ['device'],
  matrix: ['group', 'rows', 'peers'],
  regions: [],
  review: [],
}

/** Reads what is to be frozen; the hours become absolute here. */
export function frozenAsk(
  search: URLSearchParams,
  now: Date,
): { ok: true; ask: FrozenAsk } | { ok: false; why: string } {
  const page = frozenPages.find(each => each === search.get('page'))
  if (!page) return { ok: false, why: 'There is no page of that name that can be frozen.' }
  const range = hoursOf(search, now)
  if (!range.ok) return range
  const { from, to } = range.range
  const asked = askedParams({
    ...Object.fromEntries(own[page].map(name => [name, search.get(name) ?? undefined])),
    from: from.toISOString(),
    to: to.toISOString(),
  })
  if (!asked.ok) return asked
  const zone = search.get('zone')
  const standsStill = search.has('at') || Boolean(search.get('to'))
  return {
    ok: true,
    ask: {
      page,
      params: asked.params,
      window: { from, to },
      at: standsStill && to < now ? to : null,
      zone: zone !== null && isZone(zone) ? zone : 'UTC',
      search,
    },
  }
}

/** The hours of an address; those of a replay end at the moment that is replayed. */
function hoursOf(search: URLSearchParams, now: Date) {
  const said = { from: search.get('from'), to: search.get('to') }
  const at = search.get('at')
  const words = at === null ? said : replayedRange(said, at)
  if (!words) return { ok: false as const, why: `“${at}” is no moment to freeze.` }
  const read = parseRange(words, now)
  if (at !== null && read.ok && read.range.to > now)
    return { ok: false as const, why: 'That moment has not come yet: nothing of it can be frozen.' }
  return read
}
