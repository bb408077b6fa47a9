import type { Certainty } from '#lib/tailnet/finding.ts'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import type { CauseStanding } from '#lib/tailnet/standing.ts'
import { causeTitle } from './causeTitle.ts'
import { targetHref } from './eventsView.ts'

export interface CauseRow {
  code: string
  title: string
  /** The surest that any of its targets gives; `counts` says how many of each. */
  certainty: Certainty
  counts: Record<Certainty, number>
  where: { name: string; href: string }[]
  derpLinks: number
  links: number
  /** Null where nothing of it was counted. */
  derpBytes: number | null
  gain: number | null
  firstStep: string | null
  since: number
  isNew: boolean
}

export interface CausesView {
  asOf: number
  from: number
  to: number
  rows: CauseRow[]
}

/** Open causes, new ones first, then by links that would leave DERP, then by bytes on DERP. */
export function causesView(causes: CauseStanding[], window: TimeWindow, now: Date): CausesView {
  const rows = causes.map((cause): CauseRow => {
    const { certain, likely, possible } = cause
    return {
      code: cause.code,
      title: causeTitle(cause.code),
      certainty: certain > 0 ? 'certain' : likely > 0 ? 'likely' : 'possible',
      counts: { certain, likely, possible },
      where: cause.targets.map(({ cluster, namespace, name }) => ({
        name,
        href: targetHref(cluster.name, namespace, name),
      })),
      derpLinks: cause.derpLinks,
      links: cause.links,
      derpBytes: cause.derpBytes,
      gain: cause.gain,
      firstStep: cause.firstRemedy,
      since: cause.openedAt.getTime(),
      isNew: now.getTime() - cause.openedAt.getTime() < newMs && isLaterThanStart(cause, window),
    }
  })
  return {
    asOf: now.getTime(),
    from: window.from.getTime(),
    to: window.to.getTime(),
    rows: rows.sort(
      (a, b) =>
        Number(b.isNew && b.derpLinks > 0) - Number(a.isNew && a.derpLinks > 0) ||
        (b.gain ?? 0) - (a.gain ?? 0) ||
        b.derpLinks - a.derpLinks ||
        (b.derpBytes ?? 0) - (a.derpBytes ?? 0) ||
        a.title.localeCompare(b.title),
    ),
  }
}

/** A cause is new for an hour. */
const newMs = 3_600_000
/** What was there at the first round is not new, it was only not known: five minutes are left for that. */
const isLaterThanStart = (cause: CauseStanding, window: TimeWindow) =>
  cause.openedAt.getTime() > window.from.getTime() + 300_000
