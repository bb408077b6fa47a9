import { createLoader } from 'nuqs/server'
import { podParams } from '#components/pods/podParams.ts'
import { freezeCause } from '#lib/report/freezeCause.ts'
import { freezeCauses } from '#lib/report/freezeCauses.ts'
import { freezeDevice } from '#lib/report/freezeDevice.ts'
import { freezeLink } from '#lib/report/freezeLink.ts'
import { freezeMatrix } from '#lib/report/freezeMatrix.ts'
import { freezeOverview } from '#lib/report/freezeOverview.ts'
import { freezePods } from '#lib/report/freezePods.ts'
import { freezeRegions } from '#lib/report/freezeRegions.ts'
import { freezeReview } from '#lib/report/freezeReview.ts'
import { freezeTarget } from '#lib/report/freezeTarget.ts'
import type { Frozen } from '#lib/report/frozen.ts'
import type { FreezeInput } from '#lib/report/frozenHead.ts'
import { parseWeek } from '#lib/report/isoWeek.ts'
import { firstOrder } from '#lib/report/podSort.ts'
import type { Asked } from './ask.ts'
import { cause } from './cause.ts'
import { causes } from './causes.ts'
import { device } from './device.ts'
import { deviceHistory } from './deviceHistory.ts'
import { events } from './events.ts'
import type { FrozenAsk } from './frozenAsk.ts'
import { lanes } from './lanes.ts'
import { link } from './link.ts'
import { linkHistory } from './linkHistory.ts'
import { matrix } from './matrix.ts'
import { notesOf } from './notesOf.ts'
import { pods } from './pods.ts'
import { regions } from './regions.ts'
import { reviewOf } from './reviewOf.ts'
import type { reviewSettings } from './reviewSettings.ts'
import { shares } from './shares.ts'
import { target } from './target.ts'

interface How {
  input: FreezeInput
  review: ReturnType<typeof reviewSettings>
}

const loadPods = createLoader(podParams)
const worst = '6'

/** Asks what a page asks and freezes the answers; null where there is nothing of that place. */
export async function frozenPage(
  { page, search }: FrozenAsk,
  asked: Asked,
  { input, review }: How,
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
    case 'causes': {
      const view = await causes.answer(asked)
      return view && freezeCauses(view, input)
    }
    case 'cause': {
      const view = await cause.answer(asked)
      return view && freezeCause(view, input)
    }
    case 'link': {
      const [seen, history] = await Promise.all([link.answer(asked), linkHistory.answer(asked)])
      return seen && history && freezeLink({ link: seen, history }, input)
    }
    case 'device': {
      const [seen, history] = await Promise.all([device.answer(asked), deviceHistory.answer(asked)])
      return seen && history && freezeDevice({ device: seen, history }, input)
    }
    case 'matrix': {
      const view = await matrix.answer(asked)
      return view && freezeMatrix(view, input)
    }
    case 'regions': {
      const view = await regions.answer(asked)
      return view && freezeRegions(view, input)
    }
    case 'review':
      return frozenReview(asked, search, { input, review })
  }
}

async function frozenReview(
  { db, now, clock = now }: Asked,
  search: URLSearchParams,
  { input, review }: How,
) {
  const week = parseWeek(search.get('week') ?? '')
  const scope = search.get('scope') || 'all'
  if (week === null || scope.includes('\0')) return null
  const found = await reviewOf({ db, now: clock, week, scope, ...review })
  if (found.kind !== 'review') return null
  const { view } = found
  const notes = await notesOf(db, { week, scope: view.scope.key, zone: view.zone })
  return freezeReview({ view, notes }, input)
}
