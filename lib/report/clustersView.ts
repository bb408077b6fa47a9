import type { ByTraffic } from '#lib/tailnet/history.ts'
import type { Coverage, SourceStanding, TargetStanding } from '#lib/tailnet/standing.ts'
import { counted, listed } from './counted.ts'
import { added, nothing, sumOf } from './shareOf.ts'

export interface ClusterRow {
  name: string
  href: string
  environment: string
  targets: number
  judged: number
  links: ByTraffic
  /** Sources that fail or are refused. */
  bad: number
  lastStatusAt: number | null
}

export interface ClustersView {
  asOf: number
  rows: ClusterRow[]
  headline: string
  reasons: string[]
}

export const clusterHref = (name: string) => `/clusters/${encodeURIComponent(name)}`

/** Every cluster, the one with the most links on DERP first. */
export function clustersView({
  coverage,
  sources,
  targets,
  now,
}: {
  coverage: Coverage[]
  sources: SourceStanding[]
  targets: TargetStanding[]
  now: Date
}): ClustersView {
  const byCluster = Map.groupBy(targets, target => target.place.cluster.id)
  const rows = coverage
    .map(({ cluster, targets: all, judged, lastStatusAt, detected }): ClusterRow => {
      const own = sources.filter(source => source.cluster?.id === cluster.id)
      return {
        name: cluster.name,
        href: clusterHref(cluster.name),
        environment: [detected.distro, detected.cloud, detected.cni].filter(Boolean).join(', '),
        targets: all,
        judged,
        links: (byCluster.get(cluster.id) ?? [])
          .filter(target => target.goneAt === null)
          .map(target => target.links)
          .reduce<ByTraffic>(added, nothing),
        bad: own.filter(({ state }) => state === 'failing' || state === 'denied').length,
        lastStatusAt: lastStatusAt?.getTime() ?? null,
      }
    })
    .toSorted((a, b) => b.links.derp - a.links.derp || a.name.localeCompare(b.name))
  return { asOf: now.getTime(), rows, ...verdictOf(rows) }
}

function verdictOf(rows: ClusterRow[]): Pick<ClustersView, 'headline' | 'reasons'> {
  const busy = rows.filter(row => sumOf(row.links) > 0)
  const whole = busy.filter(row => row.links.direct === sumOf(row.links))
  const unseen = rows.reduce((sum, row) => sum + row.targets - row.judged, 0)
  const bad = rows.filter(row => row.bad > 0)
  return {
    headline:
      busy.length === 0
        ? 'No link carries traffic.'
        : `${whole.length === 0 ? 'None' : whole.length} of ${counted(busy.length, 'cluster')} ${
            whole.length === 1 ? 'is' : 'are'
          } direct throughout.`,
    reasons: [
      unseen > 0 && `${counted(unseen, 'pod')} cannot be judged.`,
      bad.length > 0 && `Sources fail in ${listed(bad.map(row => row.name))}.`,
    ].filter((reason): reason is string => reason !== false),
  }
}
