import { type IsoWeek, weekAt, weekBounds, weekShifted } from '#lib/report/isoWeek.ts'
import { isInReview, type ScopeChoice, scopeChoices } from '#lib/report/reviewScope.ts'
import { type ReviewView, reviewView } from '#lib/report/reviewView.ts'
import type { Database } from '#lib/store/database.ts'
import { reviewBody } from '#lib/store/read/reviewBody.ts'
import { reviewScopes } from '#lib/store/read/reviewScopes.ts'
import { reviewsKept } from '#lib/store/read/reviewsKept.ts'
import { weekFacts } from '#lib/store/read/weekFacts.ts'
import { weekTargets } from '#lib/store/read/weekTargets.ts'

export interface ReviewAsk {
  db: Database
  now: Date
  week: IsoWeek
  /** Key of a scope. */
  scope: string
  zone: string
  teamLabel: string
}

/** `body` is what was kept, byte for byte; of a preview it is what would be kept now. */
export type ReviewAnswer =
  | { kind: 'review'; view: ReviewView; body: string; choices: Pick<ScopeChoice, 'key' | 'name'>[] }
  | { kind: 'missing' | 'future' | 'no_scope' }

const weeksBack = 7

/** The review of a week: as it was kept, or a preview of the week that still runs. */
export async function reviewOf(ask: ReviewAsk): Promise<ReviewAnswer> {
  const { db, now, week, scope, zone } = ask
  const body = await reviewBody(db, { week, scope })
  if (body !== null) {
    // Written by the collector's review job from a ReviewView, of this version or an earlier one of the same shape.
    const view = JSON.parse(body) as ReviewView
    return { kind: 'review', view, body, choices: await reviewScopes(db, week) }
  }
  const current = weekAt(now.getTime(), zone)
  if (week > current) return { kind: 'future' }
  if (week < current) {
    const kept = await reviewScopes(db, week)
    return { kind: kept.length > 0 ? 'no_scope' : 'missing' }
  }
  return preview(ask)
}

async function preview({ db, now, week, scope, zone, teamLabel }: ReviewAsk): Promise<ReviewAnswer> {
  const window = weekBounds(week, zone)
  const targets = await weekTargets(db, { window, teamLabel })
  const choices = scopeChoices(targets)
  const choice = choices.find(({ key }) => key === scope)
  if (!choice) return { kind: 'no_scope' }
  const mine = targets.filter(target => isInReview(choice.scope, target))
  const weeks = Array.from({ length: weeksBack }, (_, index) => weekShifted(week, -1 - index))
  const [facts, before] = await Promise.all([
    weekFacts(db, { window, until: now, now, targets: choice.scope.kind === 'all' ? null : mine }),
    reviewsKept(db, { weeks, scope }),
  ])
  const view = reviewView({ ...facts, week, zone, choice, window, now, targets: mine, before })
  return { kind: 'review', view, body: JSON.stringify(view), choices }
}
