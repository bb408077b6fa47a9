import type { TimeWindow } from '#lib/tailnet/history.ts'
import type { HomeMove, RegionStanding, RegionTraffic } from '#lib/tailnet/region.ts'
import type { TargetPlace } from '#lib/tailnet/standing.ts'
import { targetHref } from './eventsView.ts'

export interface RegionRow {
  id: number
  code: string
  name: string
  homes: { name: string; href: string; cluster: string }[]
  devices: number
  latency: { best: number; median: number; devices: number; at: number } | null
  links: number
  bytes: number
  /** Mbit/s of the busiest five minutes. */
  peak: number
  /** Homes that moved here in the window, and away. */
  came: number
  went: number
}

export interface MovingHome {
  name: string
  href: string | null
  cluster: string
  moves: number
  /** Codes of the regions, in the order in which they were home. */
  way: string[]
  lastAt: number
}

export interface RegionsView {
  asOf: number
  from: number
  to: number
  /** Regions that anything of ours uses, those with most homes first. */
  used: RegionRow[]
  unused: RegionRow[]
  moving: MovingHome[]
  bytes: number
  /** Bytes over DERP of which no region is known. */
  unplacedBytes: number
}

export interface RegionsInput {
  regions: RegionStanding[]
  traffic: RegionTraffic[]
  moves: HomeMove[]
  window: TimeWindow
  now: Date
}

/** This many regions of a way tell how a home moves. */
const mostSteps = 8

const mbits = (bytesPerSecond: number) => (bytesPerSecond * 8) / 1e6

const homeOf = ({ cluster, namespace, name }: TargetPlace) => ({
  name,
  href: targetHref(cluster.name, namespace, name),
  cluster: cluster.name,
})

/** DERP regions by their use. A region that is not in the DERP map (custom, or gone) stands by its number. */
export function regionsView({ regions, traffic, moves, window, now }: RegionsInput): RegionsView {
  const carried = new Map(traffic.map(each => [each.region, each]))
  const known = new Set(regions.map(({ region }) => region.id))
  const strange = traffic.flatMap(({ region }): RegionStanding[] =>
    region === null || known.has(region)
      ? []
      : [
          {
            region: { id: region, code: `region ${region}`, name: 'not in the DERP map' },
            homes: [],
            devices: 0,
            latency: null,
            links: 0,
          },
        ],
  )
  const all = [...regions, ...strange]
  const codes = new Map(all.map(({ region }) => [region.id, region.code]))
  const code = (id: number) => codes.get(id) ?? `region ${id}`
  const rows = all.map(({ region, homes, devices, latency, links }): RegionRow => {
    const own = carried.get(region.id)
    return {
      ...region,
      homes: homes.map(homeOf),
      devices,
      latency: latency && { ...latency, at: latency.at.getTime() },
      links,
      bytes: own?.bytes ?? 0,
      peak: mbits(own?.peakBytesPerSecond ?? 0),
      came: moves.filter(move => move.to === region.id).length,
      went: moves.filter(move => move.from === region.id).length,
    }
  })
  const isUsed = (row: RegionRow) =>
    row.homes.length + row.devices + row.links + row.bytes + row.came + row.went > 0
  const weight = (row: RegionRow) => row.homes.length + row.devices
  const sorted = rows.toSorted((a, b) => weight(b) - weight(a) || b.bytes - a.bytes || a.id - b.id)
  return {
    asOf: now.getTime(),
    from: window.from.getTime(),
    to: window.to.getTime(),
    used: sorted.filter(isUsed),
    unused: sorted
      .filter(row => !isUsed(row))
      .toSorted((a, b) => (a.latency?.median ?? Infinity) - (b.latency?.median ?? Infinity) || a.id - b.id),
    moving: movingHomes(moves, code),
    bytes: traffic.reduce((sum, each) => sum + each.bytes, 0),
    unplacedBytes: carried.get(null)?.bytes ?? 0,
  }
}

/** Pods whose home moved, the most restless first. */
function movingHomes(moves: HomeMove[], code: (id: number) => string): MovingHome[] {
  return [...Map.groupBy(moves, move => move.place?.id ?? move.pod).values()]
    .flatMap((own): MovingHome[] => {
      const inOrder = own.toSorted((a, b) => a.at.getTime() - b.at.getTime())
      const [first, last] = [inOrder[0], inOrder.at(-1)]
      if (!first || !last) return []
      const { place } = last
      return [
        {
          name: place?.name ?? last.pod,
          href: place && targetHref(place.cluster.name, place.namespace, place.name),
          cluster: place?.cluster.name ?? '',
          moves: own.length,
          way: [first.from, ...inOrder.map(move => move.to)].slice(-mostSteps).map(code),
          lastAt: last.at.getTime(),
        },
      ]
    })
    .toSorted((a, b) => b.moves - a.moves || b.lastAt - a.lastAt)
}
