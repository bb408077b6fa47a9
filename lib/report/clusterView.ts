import type { ClusterDetail } from '#lib/tailnet/clusterDetail.ts'
import type { ByTraffic } from '#lib/tailnet/history.ts'
import type { Coverage, SourceStanding, TargetStanding } from '#lib/tailnet/standing.ts'
import { clusterEvidence, type Trait } from './clusterEvidence.ts'
import { clusterNodes, type NodeRow } from './clusterNodes.ts'
import { clusterTiers, type TierRow } from './clusterTiers.ts'
import { counted } from './counted.ts'
import { type OperatorRow, operatorRows } from './operatorRows.ts'
import { type PodRow, podRow } from './podRow.ts'
import { sortPods } from './podSort.ts'
import { added, nothing, sumOf } from './shareOf.ts'

export interface ClusterView {
  asOf: number
  name: string
  firstSeen: number
  lastSeen: number
  /** Its objects were read: else nodes and resources are not known, not absent. */
  hasObjects: boolean
  traits: Trait[]
  nodes: NodeRow[]
  operator: { rows: OperatorRow[]; unseen: { kind: string; why: string }[] }
  tiers: TierRow[]
  unjudged: { why: string; names: string[] }[]
  rows: PodRow[]
  links: ByTraffic
  headline: string
  reasons: string[]
}

interface ClusterInput {
  detail: ClusterDetail
  coverage: Coverage | null
  sources: SourceStanding[]
  targets: TargetStanding[]
  now: Date
  regionCode: (id: number) => string | null
}

/** One cluster: what it is, how far it is seen, what of it stands in the way. */
export function clusterView(input: ClusterInput): ClusterView {
  const { detail, coverage, sources, targets, now, regionCode } = input
  const { facts } = detail
  const own = sources.filter(source => source.cluster?.id === detail.id)
  const rows = sortPods(
    targets
      .filter(target => target.place.cluster.id === detail.id && target.goneAt === null)
      .map(target => podRow(target, now, regionCode)),
    { by: 'derp', order: 'desc' },
  )
  const links = rows.map(row => row.links).reduce<ByTraffic>(added, nothing)
  const nodes = facts ? clusterNodes(facts) : []
  return {
    asOf: now.getTime(),
    name: detail.name,
    firstSeen: detail.firstSeen.getTime(),
    lastSeen: detail.lastSeen.getTime(),
    hasObjects: facts !== null,
    traits: clusterEvidence(facts, detail.detected),
    nodes,
    operator: facts ? operatorRows(facts, detail.policy) : { rows: [], unseen: [] },
    tiers: clusterTiers(
      detail.reach,
      own,
      sources.filter(source => source.cluster === null),
    ),
    unjudged: (coverage?.unjudged ?? []).map(({ why, targets: held }) => ({
      why,
      names: held.map(target => target.name),
    })),
    rows,
    links,
    headline: headlineOf(links),
    reasons: reasonsOf({ nodes, coverage, detail }),
  }
}

function headlineOf(links: ByTraffic): string {
  const active = sumOf(links)
  if (active === 0) return 'No link carries traffic.'
  if (links.direct === active)
    return `All ${counted(active, 'active link')} ${active === 1 ? 'is' : 'are'} direct.`
  return `${links.direct} of ${counted(active, 'active link')} ${links.direct === 1 ? 'is' : 'are'} direct.`
}

function reasonsOf({
  nodes,
  coverage,
  detail,
}: Pick<ClusterInput, 'coverage' | 'detail'> & { nodes: NodeRow[] }): string[] {
  const { cni, distro, cloud } = detail.detected
  const environment = [distro, cloud, cni].filter(Boolean).join(', ')
  const open = nodes.filter(node => node.isPublic === 'yes').length
  const unknown = nodes.filter(node => node.isPublic === 'unknown').length
  return [
    environment && `${environment}.`,
    coverage !== null && `${coverage.judged} of ${counted(coverage.targets, 'pod')} judged.`,
    nodes.length > 0 &&
      `${open} of ${counted(nodes.length, 'node')} ${open === 1 ? 'has' : 'have'} a public address${
        unknown > 0 ? `; of ${unknown} it cannot be told` : ''
      }.`,
  ].filter((reason): reason is string => typeof reason === 'string' && reason !== '')
}
