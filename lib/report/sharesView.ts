import type {
  ByTraffic,
  GapSeen,
  LinkCountPoint,
  PathTimePoint,
  TimeWindow,
  TrafficPoint,
} from '#lib/tailnet/history.ts'
import type { LinksNow } from '#lib/tailnet/standing.ts'
import { added, nothing, shareOf, sumOf, wholePercents } from './shareOf.ts'
import { type ShareSeries, shareSeries } from './shareSeries.ts'

export type ShareName = 'links' | 'time' | 'bytes'

/** One of the three shares: never mixed, each with its own whole. */
export interface ShareBlock {
  name: ShareName
  /** Links, link-seconds or bytes. */
  parts: ByTraffic
  /** Whole percents that add up to 100; null where there is nothing to share out. */
  percents: ByTraffic | null
  /** Points (or links) above what it is compared with; null where that was not measured. */
  change: number | null
  series: ShareSeries
}

export interface SharesView {
  asOf: number
  from: number
  to: number
  blocks: Record<ShareName, ShareBlock>
  linksNow: LinksNow
  /** Direct links an hour ago; null where not measured. */
  directHourAgo: number | null
}

export interface SharesInput {
  window: TimeWindow
  now: Date
  stepSeconds: number
  linksNow: LinksNow
  links: LinkCountPoint[]
  time: PathTimePoint[]
  traffic: TrafficPoint[]
  /** The window of the same length before this one. */
  timeBefore: PathTimePoint[]
  trafficBefore: TrafficPoint[]
  linksHourAgo: ByTraffic | null
  gaps: GapSeen[]
  firstKept: Date | null
}

const total = (parts: ByTraffic[]) => parts.reduce(added, nothing)

/** Points between two shares of direct, to one decimal; null where either was not measured. */
function points(after: ByTraffic, before: ByTraffic): number | null {
  const a = shareOf(after)
  const b = shareOf(before)
  return a && b ? Math.round((a.direct - b.direct) * 10) / 10 : null
}

export function sharesView(input: SharesInput): SharesView {
  const { window, now, stepSeconds, gaps, firstKept, linksNow, linksHourAgo } = input
  const series = (values: { at: Date; parts: ByTraffic }[], otherwise: string) =>
    shareSeries({ window, now, stepSeconds, values, gaps, firstKept, otherwise })
  const isWholeBefore =
    firstKept !== null && window.from.getTime() - firstKept.getTime() >= lengthMs(window) * 0.9
  const time = total(input.time.map(point => point.seconds))
  const traffic = total(input.traffic.map(point => point.bytes))
  const change = (after: ByTraffic, before: ByTraffic[]) =>
    isWholeBefore ? points(after, total(before)) : null
  const isPast = window.to.getTime() < now.getTime() - stepSeconds * 1000
  const links = isPast ? (input.links.at(-1)?.links ?? nothing) : linksNow.links
  return {
    asOf: now.getTime(),
    from: window.from.getTime(),
    to: window.to.getTime(),
    linksNow,
    directHourAgo: linksHourAgo && sumOf(linksHourAgo) > 0 ? linksHourAgo.direct : null,
    blocks: {
      links: {
        name: 'links',
        parts: links,
        percents: wholePercents(links),
        change: linksHourAgo && sumOf(linksHourAgo) > 0 ? links.direct - linksHourAgo.direct : null,
        series: series(
          input.links.map(({ at, links }) => ({ at, parts: links })),
          'no active link',
        ),
      },
      time: {
        name: 'time',
        parts: time,
        percents: wholePercents(time),
        change: change(
          time,
          input.timeBefore.map(point => point.seconds),
        ),
        series: series(
          input.time.map(({ at, seconds }) => ({ at, parts: seconds })),
          'no traffic',
        ),
      },
      bytes: {
        name: 'bytes',
        parts: traffic,
        percents: wholePercents(traffic),
        change: change(
          traffic,
          input.trafficBefore.map(point => point.bytes),
        ),
        series: series(
          input.traffic.map(({ at, bytes }) => ({ at, parts: bytes })),
          'no counter read',
        ),
      },
    },
  }
}

const lengthMs = ({ from, to }: TimeWindow) => to.getTime() - from.getTime()
