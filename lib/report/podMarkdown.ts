import { bytes } from './bytes.ts'
import { duration } from './duration.ts'
import { markdownTable } from './markdownTable.ts'
import { natWords } from './natWords.ts'
import type { PodColumn } from './podColumns.ts'
import type { PodRow } from './podRow.ts'
import { sumOf } from './shareOf.ts'

const unknown = '?'

const heads: Record<PodColumn, string> = {
  cluster: 'Cluster',
  namespace: 'Namespace',
  workload: 'Workload',
  path: 'Links now',
  bytes: 'Direct / relay / DERP',
  derp: 'DERP / all',
  home: 'Home DERP',
  nat: 'NAT L1, L2',
  cause: 'Cause',
  since: 'On DERP for',
  seen: 'Last look',
}

function words(row: PodRow, column: PodColumn, now: number): string {
  switch (column) {
    case 'cluster':
      return row.cluster
    case 'namespace':
      return row.namespace
    case 'workload':
      return row.workload
    case 'path':
      return pathWords(row)
    case 'bytes':
      return row.bytes
        ? [row.bytes.direct, row.bytes.peer_relay, row.bytes.derp].map(bytes).join(' / ')
        : unknown
    case 'derp':
      return row.bytes ? `${bytes(row.bytes.derp)} / ${bytes(sumOf(row.bytes))}` : unknown
    case 'home':
      return row.home
        ? `${row.home.code} ${row.home.ms === null ? unknown : `${Math.round(row.home.ms)} ms`}`
        : unknown
    case 'nat':
      return row.nat ? natWords(row.nat) : unknown
    case 'cause':
      return row.causes[0] ? `${row.causes[0].short} (${row.causes[0].certainty})` : '–'
    case 'since':
      return row.derpSince === null ? '–' : duration((now - row.derpSince) / 1000)
    case 'seen':
      return row.seenAt === null ? '–' : `${duration((now - row.seenAt) / 1000)} ago`
  }
}

function pathWords({ seen, why, links, active }: PodRow): string {
  if (seen === 'not_seen' || seen === 'waiting' || seen === 'gone')
    return [seen === 'gone' ? 'gone' : 'not seen', why].filter(Boolean).join(': ')
  if (active === 0) return 'no active link'
  return `${links.direct} of ${active} direct, ${links.derp} on DERP`
}

/** Pods as a table in Markdown, for a ticket or a chat: in words, with the columns that are chosen. */
export const podMarkdown = (rows: readonly PodRow[], shown: readonly PodColumn[], now: number): string =>
  markdownTable(
    ['Pod', ...shown.map(column => heads[column])],
    rows.map(row => [
      `${row.cluster} / ${row.namespace} / ${row.name}`,
      ...shown.map(column => words(row, column, now)),
    ]),
  )
