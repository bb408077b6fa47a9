import type { TimeWindow } from '#lib/tailnet/history.ts'
import type { WeekTarget } from '#lib/tailnet/week.ts'
import type { Database } from '../database.ts'
import { retention } from '../retention.ts'
import { derpWeek } from './derpWeek.ts'
import { firstKept } from './firstKept.ts'
import { fixes } from './fixes.ts'
import { regionCodes } from './regionCodes.ts'
import { remedyOptions } from './remedyOptions.ts'
import { weekBytes } from './weekBytes.ts'
import { weekDerpLinks } from './weekDerpLinks.ts'
import { weekFindings } from './weekFindings.ts'
import { weekFlaps } from './weekFlaps.ts'
import { weekGaps } from './weekGaps.ts'
import { weekLinks } from './weekLinks.ts'
import { weekMoves } from './weekMoves.ts'
import { weekRate } from './weekRate.ts'
import { weekRegions } from './weekRegions.ts'
import { weekTime } from './weekTime.ts'

/** Twice what a page lists, as both ends may tell of a pair. */
const mostFlaps = 10
/** The newest ones: more than weeks of changes. */
const mostFixes = 500

interface Asked {
  window: TimeWindow
  until: Date
  /** When this is asked: a review that is made late finds what is kept for long, and no more. */
  now: Date
  /** Null for all. */
  targets: readonly WeekTarget[] | null
}

/** All that is asked of the store for a review: what was measured from `window.from` until `until`, of some targets or all. */
export async function weekFacts(db: Database, { window, until, now, targets }: Asked) {
  const ids = targets?.map(({ place }) => place.id)
  const kept = Math.min(retention.path_time_5m.seconds, retention.traffic_5m.seconds)
  const isFinestGone = window.from.getTime() < now.getTime() - kept * 1000
  const seen = { window: { from: window.from, to: until }, targets: ids }
  // Two at a time at most: a review is in no hurry, and others ask too.
  const [links, time] = await Promise.all([
    weekLinks(db, { at: new Date(until.getTime() - 1), targets: ids }),
    weekTime(db, { ...seen, isFinestGone }),
  ])
  const [bytes, moves] = await Promise.all([weekBytes(db, seen), weekMoves(db, seen)])
  const [findings, flaps] = await Promise.all([
    weekFindings(db, seen),
    weekFlaps(db, { ...seen, most: mostFlaps }),
  ])
  const [regions, rate] = await Promise.all([weekRegions(db, seen), isFinestGone ? null : weekRate(db, seen)])
  const [derpLinks, gaps] = await Promise.all([
    isFinestGone ? [] : weekDerpLinks(db, seen),
    weekGaps(db, seen),
  ])
  const [options, counted] = await Promise.all([remedyOptions(db), derpWeek(db, until, ids)])
  const [applied, regionCode] = await Promise.all([fixes(db, { most: mostFixes }), regionCodes(db)])
  const [first, tailnet] = await Promise.all([
    firstKept(db),
    db.tailnet.findFirst({ select: { name: true } }),
  ])
  const isMine = ids && new Set<string>(ids)
  return {
    links,
    time,
    bytes,
    moves,
    findings,
    flaps,
    regions,
    rate,
    derpLinks,
    gaps,
    options: isMine ? options.filter(({ place }) => isMine.has(place.id)) : options,
    derpWeek: counted,
    fixes: applied,
    regionCode,
    firstKept: first,
    tailnet: tailnet?.name ?? '',
    isFinestGone,
  }
}
