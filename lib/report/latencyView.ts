import type { GapSeen, LatencyPoint, TimeWindow } from '#lib/tailnet/history.ts'

export interface LatencyLine {
  region: number
  code: string
  isHome: boolean
  last: number
  points: { at: number; ms: number }[]
}

export interface LatencyView {
  asOf: number
  from: number
  to: number
  lines: LatencyLine[]
  /** Regions that were measured and are not drawn. */
  others: { code: string; ms: number }[]
  holes: { from: number; to: number; reason: string }[]
}

interface LatencyInput {
  points: LatencyPoint[]
  home: number | null
  gaps: GapSeen[]
  window: TimeWindow
  now: Date
  regionCode: (id: number) => string | null
}

const mostLines = 4

/**
 * Latency to DERP regions, the home region first, then the nearest. A value holds until it is measured anew:
 * a client reports its regions only when they change.
 */
export function latencyView({ points, home, gaps, window, now, regionCode }: LatencyInput): LatencyView {
  const from = window.from.getTime()
  const to = window.to.getTime()
  const end = Math.min(to, now.getTime())
  const byRegion = [...Map.groupBy(points, point => point.region)]
  const lines = byRegion.flatMap(([region, unordered]): LatencyLine[] => {
    const ordered = unordered.toSorted((a, b) => a.at.getTime() - b.at.getTime())
    const last = ordered.at(-1)
    if (!last) return []
    const line = ordered.map(({ at, ms }) => ({ at: Math.max(from, at.getTime()), ms }))
    return [
      {
        region,
        code: regionCode(region) ?? `region ${region}`,
        isHome: region === home,
        last: last.ms,
        points: [...line, { at: end, ms: last.ms }],
      },
    ]
  })
  lines.sort((a, b) => Number(b.isHome) - Number(a.isHome) || a.last - b.last)
  return {
    asOf: now.getTime(),
    from,
    to,
    lines: lines.slice(0, mostLines),
    others: lines.slice(mostLines).map(({ code, last }) => ({ code, ms: last })),
    holes: gaps.map(gap => ({
      from: Math.max(from, gap.startedAt.getTime()),
      to: Math.min(end, gap.endedAt?.getTime() ?? end),
      reason: gap.reason,
    })),
  }
}
