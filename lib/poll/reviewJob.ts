import { type IsoWeek, weekAt, weekBounds, weekShifted } from '#lib/report/isoWeek.ts'
import { isInReview, type ScopeChoice, scopeChoices } from '#lib/report/reviewScope.ts'
import { reviewView } from '#lib/report/reviewView.ts'
import { awaitsSpools } from '#lib/store/read/awaitsSpools.ts'
import { reviewScopes } from '#lib/store/read/reviewScopes.ts'
import { reviewsKept } from '#lib/store/read/reviewsKept.ts'
import { weekFacts } from '#lib/store/read/weekFacts.ts'
import { weekTargets } from '#lib/store/read/weekTargets.ts'
import { saveReview } from '#lib/store/saveReview.ts'
import type { Context } from './context.ts'
import type { Job } from './job.ts'

/** Rounds of the week's last minutes are stored after it: those that are under way get this long. */
const settledMs = 120_000
/** What a page shows beside a week. Of longer ago the finest values are gone, and a review would be full of holes. */
const weeksBack = 7
/** Clusters, namespaces and teams of one week: the first of them by name, and all together always. */
const mostScopes = 300
/** One pass keeps this many: a diagnosis does not wait for a long list. */
const mostAtOnce = 20

/**
 * Keeps a review of each week that has ended, for everything and for each cluster, namespace and team; what is kept is
 * never computed anew. A collector that was away makes up for the weeks it missed, oldest first; where pods push, it first
 * lets come what their senders had spooled.
 */
export function reviewJob({
  db,
  clock,
  persist,
  settings,
}: Pick<Context, 'db' | 'clock' | 'persist' | 'settings'>): Job {
  const { zone, teamLabel } = settings.review ?? { zone: 'UTC', teamLabel: 'team' }
  /** Weeks of which nothing is left to do. */
  const done = new Set<IsoWeek>()

  const targetsOf = (week: IsoWeek) =>
    persist('targets of a week', () => weekTargets(db, { window: weekBounds(week, zone), teamLabel }))

  async function keep(
    week: IsoWeek,
    choice: ScopeChoice,
    targets: Awaited<ReturnType<typeof targetsOf>>,
    now: Date,
  ): Promise<void> {
    const window = weekBounds(week, zone)
    const mine = targets.filter(target => isInReview(choice.scope, target))
    const before = Array.from({ length: weeksBack }, (_, index) => weekShifted(week, -1 - index))
    const [facts, kept] = await persist('facts of a week', () =>
      Promise.all([
        weekFacts(db, { window, until: window.to, now, targets: choice.scope.kind === 'all' ? null : mine }),
        reviewsKept(db, { weeks: before, scope: choice.key }),
      ]),
    )
    const view = reviewView({
      ...facts,
      week,
      zone,
      choice,
      window,
      now,
      targets: mine,
      before: kept,
    })
    const review = {
      week,
      scope: choice.key,
      zone,
      computedAt: now,
      ruleVersion: view.ruleVersion,
      body: JSON.stringify(view),
    }
    await persist('review', () => saveReview(db, review))
  }

  /** Keeps what is missing of a week, up to `most`; returns how many it did. */
  async function keepWeek(week: IsoWeek, now: Date, most: number): Promise<number> {
    const targets = await targetsOf(week)
    const kept = new Set((await persist('reviews', () => reviewScopes(db, week))).map(({ key }) => key))
    const missing =
      targets.length === 0
        ? []
        : scopeChoices(targets)
            .slice(0, mostScopes)
            .filter(({ key }) => !kept.has(key))
    const isEarly =
      missing.length > 0 &&
      (await persist('spools', () => awaitsSpools(db, { window: weekBounds(week, zone), now })))
    if (isEarly) return 0
    for (const choice of missing.slice(0, most)) await keep(week, choice, targets, now)
    if (targets.length > 0 && missing.length <= most) done.add(week)
    return Math.min(missing.length, most)
  }

  return {
    name: 'reviews',
    intervalSeconds: settings.maintainSeconds,
    async run() {
      const now = clock.now()
      const last = weekAt(now.getTime() - settledMs, zone)
      let left = mostAtOnce
      for (let back = weeksBack; back >= 1 && left > 0; back -= 1) {
        const week = weekShifted(last, -back)
        if (!done.has(week)) left -= await keepWeek(week, now, left)
      }
    },
  }
}
