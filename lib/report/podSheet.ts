import type { PodColumn } from './podColumns.ts'
import type { PodRow } from './podRow.ts'
import type { PodsView } from './podsView.ts'
import { sumOf } from './shareOf.ts'
import { isoTime, joinedNames, type Sheet, type SheetColumn, sheetOf } from './sheet.ts'

type Columns = SheetColumn<PodRow>[]

/** Nobody looked into it, so nothing was counted: that is no zero. */
const isJudged = ({ seen }: PodRow) => seen === 'live' || seen === 'late'
const linksOf = (kind: keyof PodRow['links']): Columns[number] => ({
  key: `links_${kind}`,
  of: row => (isJudged(row) ? row.links[kind] : null),
})

const place: Columns = [
  { key: 'cluster', of: row => row.cluster },
  { key: 'namespace', of: row => row.namespace },
  { key: 'pod', of: row => row.name },
]

const columns: Record<PodColumn, Columns> = {
  cluster: [],
  namespace: [],
  workload: [
    { key: 'workload', of: row => row.workload },
    { key: 'pods', of: row => joinedNames(row.podNames) },
  ],
  path: [
    { key: 'seen', of: row => row.seen },
    { key: 'why_not_seen', of: row => row.why },
    linksOf('direct'),
    linksOf('peer_relay'),
    linksOf('derp'),
    linksOf('no_answer'),
    linksOf('idle'),
    linksOf('offline'),
    linksOf('unknown'),
  ],
  bytes: [
    { key: 'bytes_direct', of: row => row.bytes?.direct ?? null },
    { key: 'bytes_peer_relay', of: row => row.bytes?.peer_relay ?? null },
    { key: 'bytes_derp', of: row => row.bytes?.derp ?? null },
  ],
  derp: [
    { key: 'bytes_derp', of: row => row.bytes?.derp ?? null },
    { key: 'bytes_all', of: row => (row.bytes ? sumOf(row.bytes) : null) },
  ],
  home: [
    { key: 'home_derp', of: row => row.home?.code ?? null },
    { key: 'home_derp_ms', of: row => row.home?.ms ?? null },
  ],
  nat: [
    { key: 'nat_l1', of: row => row.nat?.l1 ?? null },
    { key: 'nat_l2', of: row => row.nat?.l2 ?? null },
    { key: 'udp', of: row => row.nat?.udp ?? null },
  ],
  cause: [
    { key: 'cause', of: row => row.causes[0]?.code ?? null },
    { key: 'cause_title', of: row => row.causes[0]?.title ?? null },
    { key: 'certainty', of: row => row.causes[0]?.certainty ?? null },
    { key: 'more_causes', of: row => joinedNames(row.causes.slice(1).map(({ code }) => code)) },
  ],
  since: [{ key: 'on_derp_since', of: row => isoTime(row.derpSince) }],
  seen: [{ key: 'looked_at', of: row => isoTime(row.seenAt) }],
}

/** Pods as they are shown: `rows` in their order, with the columns that are chosen and where each pod is. */
export const podSheet = (
  { asOf, from, to }: Pick<PodsView, 'asOf' | 'from' | 'to'>,
  rows: readonly PodRow[],
  shown: readonly PodColumn[],
): Sheet =>
  sheetOf({
    name: 'pods',
    asOf,
    range: { from, to },
    columns: [...place, ...shown.flatMap(column => columns[column])],
    rows,
  })
