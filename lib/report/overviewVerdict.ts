import { counted } from './counted.ts'
import { duration } from './duration.ts'
import type { EventItem } from './eventsView.ts'
import type { PodRow } from './podRow.ts'
import { sumOf } from './shareOf.ts'
import type { SharesView } from './sharesView.ts'

export interface OverviewVerdict {
  headline: string
  derp: number
  relay: number
  oneWay: number
  noAnswer: number
  worst: { name: string; place: string; href: string; words: string; since: number | null } | null
  change: { title: string; words: string; at: number } | null
}

/** The overview in one sentence, with the worst pod and the change that last pushed links onto DERP. */
export function overviewVerdict(
  shares: SharesView,
  worst: PodRow | null,
  events: EventItem[],
): OverviewVerdict {
  const { parts } = shares.blocks.links
  const active = sumOf(parts)
  const before = shares.directHourAgo
  const change = events.find(event => event.effect?.kind === 'derp' && event.kind !== 'tailscaled_restarted')
  return {
    headline: headline(parts.direct, active, before),
    derp: parts.derp,
    relay: parts.peer_relay,
    oneWay: shares.linksNow.oneWay,
    noAnswer: shares.linksNow.noAnswer,
    worst: worst && worst.links.derp > 0 ? worstOf(worst, shares.asOf) : null,
    change: change?.effect ? { title: change.title, words: change.effect.words, at: change.at } : null,
  }
}

function headline(direct: number, active: number, before: number | null): string {
  if (active === 0) return 'No link carries traffic.'
  const ago =
    before === null ? '' : before === direct ? ', as many as an hour ago' : `, ${before} an hour ago`
  if (direct === active)
    return `All ${counted(active, 'active link')} ${active === 1 ? 'is' : 'are'} direct${ago}.`
  return `${direct} of ${counted(active, 'active link')} ${direct === 1 ? 'is' : 'are'} direct${ago}.`
}

function worstOf(row: PodRow, now: number): OverviewVerdict['worst'] {
  const since = row.derpSince === null ? '' : ` for ${duration((now - row.derpSince) / 1000)}`
  const cause = row.causes[0]
  return {
    name: row.name,
    place: row.cluster,
    href: row.href,
    since: row.derpSince,
    words: `${row.links.derp} of ${counted(row.active, 'link')} on DERP${since}${cause ? `: ${cause.title}` : ''}.`,
  }
}
