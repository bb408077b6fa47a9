import { createLoader } from 'nuqs/server'
import { podParams } from '#components/pods/podParams.ts'
import { isZone } from '#lib/report/clock.ts'
import { freezeCause } from '#lib/report/freezeCause.ts'
import { freezeOverview } from '#lib/report/freezeOverview.ts'
import { freezePods } from '#lib/report/freezePods.ts'
import { freezeTarget } from '#lib/report/freezeTarget.ts'
import { type Frozen, type FrozenPage, frozenPages } from '#lib/report/frozen.ts'
import type { FreezeInput } from '#lib/report/frozenHead.ts'
import { firstOrder } from '#lib/report/podSort.ts'
import { parseRange } from '#lib/report/range.ts'
import type { KnownNames } from '#lib/report/redactText.ts'
import type { Database } from '#lib/store/database.ts'
import { knownNames } from '#lib/store/read/knownNames.ts'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import type { Asked } from './ask.ts'
import { askedParams } from './askedParams.ts'
import { cause } from './cause.ts'
import { causes } from './causes.ts'
import { events } from './events.ts'
import { lanes } from './lanes.ts'
import { pods } from './pods.ts'
import { shares } from './shares.ts'
import { target } from './target.ts'

/** A view to freeze, as an address says it: `page`, its place, its hours, its zone and its filters. */
export interface FrozenAsk {
  page: FrozenPage
  params: Record<string, string>
  window: TimeWindow
  zone: string
  search: URLSearchParams
}

const loadPods = createLoader(podParams)
const worst = '6'

/** Reads what is to be frozen; the hours become absolute here. */
export function frozenAsk(
  search: URLSearchParams,
  now: Date,
): { ok: true; ask: FrozenAsk } | { ok: false; why: string } {
  const page = frozenPages.find(each => each === search.get('page'))
  if (!page) return { ok: false, why: 'Only the overview, pods, a pod and a cause can be frozen.' }
  const range = parseRange({ from: search.get('from'), to: search.get('to') }, now)
  if (!range.ok) return range
  const { from, to } = range.range
  const asked = askedParams({
    ...Object.fromEntries(search),
    from: from.toISOString(),
    to: to.toISOString(),
  })
  if (!asked.ok) return asked
  const zone = search.get('zone')
  return {
    ok: true,
    ask: {
      page,
      params: asked.params,
      window: { from, to },
      zone: zone !== null && isZone(zone) ? zone : 'UTC',
      search,
    },
  }
}

/** The view with all its names, and the names that are known; null where there is nothing of that place. */
export async function freeze(
  db: Database,
  ask: FrozenAsk,
  now: Date,
  by: string | null,
): Promise<{ frozen: Frozen; known: KnownNames } | null> {
  const { window, params, zone } = ask
  const asked: Asked = { db, now, window, params }
  const input = {
    takenAt: now.getTime(),
    from: window.from.getTime(),
    to: window.to.getTime(),
    zone,
    by,
  }
  const [frozen, known] = await Promise.all([frozenPage(ask, asked, input), knownNames(db, window.from)])
  return frozen && { frozen, known }
}

async function frozenPage(
  { page, search }: FrozenAsk,
  asked: Asked,
  input: FreezeInput,
): Promise<Frozen | null> {
  switch (page) {
    case 'overview': {
      const [three, open, seen, few] = await Promise.all([
        shares.answer(asked),
        causes.answer(asked),
        events.answer(asked),
        pods.answer({ ...asked, params: { ...asked.params, most: worst } }),
      ])
      if (!three || !open || !seen || !few) return null
      return freezeOverview({ shares: three, causes: open, events: seen, pods: few }, input)
    }
    case 'pods': {
      const view = await pods.answer(asked)
      const { sort, order, group: _, ...filter } = loadPods(search)
      return view && freezePods({ view, filter, sort: { by: sort, order: order ?? firstOrder[sort] } }, input)
    }
    case 'target': {
      const [found, paths, seen] = await Promise.all([
        target.answer(asked),
        lanes.answer(asked),
        events.answer(asked),
      ])
      return found && paths && seen && freezeTarget({ target: found, lanes: paths, events: seen }, input)
    }
    case 'cause': {
      const view = await cause.answer(asked)
      return view && freezeCause(view, input)
    }
  }
}
