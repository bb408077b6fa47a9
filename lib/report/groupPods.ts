import type { ByTraffic } from '#lib/tailnet/history.ts'
import { counted } from './counted.ts'
import { natWords } from './natWords.ts'
import type { PodRow } from './podRow.ts'
import { added, nothing } from './shareOf.ts'

export const groupings = ['cluster', 'namespace', 'cause', 'nat', 'home', 'none'] as const
export type Grouping = (typeof groupings)[number]

export interface PodGroup {
  key: string
  /** What its rows share; null where they share nothing but being alone in their group. */
  name: string | null
  /** "9 pods, 1 not seen", "5 clusters, one pod each". */
  note: string
  links: ByTraffic
  active: number
  rows: PodRow[]
}

const plural: Record<Exclude<Grouping, 'none'>, string> = {
  cluster: 'clusters',
  namespace: 'namespaces',
  cause: 'causes',
  nat: 'kinds of NAT',
  home: 'home regions',
}

function keyOf(row: PodRow, by: Exclude<Grouping, 'none'>): string {
  switch (by) {
    case 'cluster':
      return row.cluster
    case 'namespace':
      return row.namespace
    case 'cause':
      return row.causes[0]?.short ?? 'No cause'
    case 'nat':
      return row.nat ? `NAT ${natWords(row.nat)}` : 'NAT not known'
    case 'home':
      return row.home ? `Home DERP ${row.home.code}` : 'Home DERP not known'
  }
}

/** Rows in groups that stand in the order of their first row; groups of one share a head. Null where nothing is grouped. */
export function groupPods(rows: PodRow[], by: Grouping): PodGroup[] | null {
  if (by === 'none') return null
  const found = [...Map.groupBy(rows, row => keyOf(row, by))]
  const alone = found.filter(([, members]) => members.length === 1)
  if (alone.length < 2) return found.map(([name, members]) => groupOf(name, name, members))
  const shared = alone.flatMap(([, members]) => members)
  const note = `${alone.length} ${plural[by]}, one pod each`
  return found.flatMap(([name, members]): PodGroup[] => {
    if (members.length > 1) return [groupOf(name, name, members)]
    return members[0] === shared[0] ? [{ ...groupOf('', null, shared), note }] : []
  })
}

function groupOf(key: string, name: string | null, rows: PodRow[]): PodGroup {
  const unseen = rows.filter(row => row.seen === 'not_seen' || row.seen === 'waiting').length
  return {
    key: `${name === null ? 'alone' : 'of'} ${key}`,
    name,
    note: [counted(rows.length, 'pod'), unseen > 0 && `${unseen} not seen`].filter(Boolean).join(', '),
    links: rows.map(row => row.links).reduce<ByTraffic>(added, nothing),
    active: rows.reduce((sum, row) => sum + row.active, 0),
    rows,
  }
}
