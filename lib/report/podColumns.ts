/** Columns of the pods table besides the pod itself, as they stand in the address. */
export const podColumns = [
  'cluster',
  'namespace',
  'workload',
  'path',
  'bytes',
  'derp',
  'home',
  'nat',
  'cause',
  'since',
  'seen',
] as const
export type PodColumn = (typeof podColumns)[number]

/** What is shown where nobody chose. */
export const usualColumns: readonly PodColumn[] = ['path', 'bytes', 'derp', 'home', 'nat', 'cause', 'since']

export const podColumnNames: Record<PodColumn, string> = {
  cluster: 'Cluster',
  namespace: 'Namespace',
  workload: 'Workload',
  path: 'Path of links now',
  bytes: 'Bytes by path',
  derp: 'DERP / all bytes',
  home: 'Home DERP ms',
  nat: 'NAT L1, L2',
  cause: 'Cause',
  since: 'On DERP since',
  seen: 'Last look',
}

/** The columns asked for, in the table's order; those of always where none is named. */
export function columnsShown(asked: readonly PodColumn[]): PodColumn[] {
  const wanted = asked.length > 0 ? asked : usualColumns
  return podColumns.filter(column => wanted.includes(column))
}
