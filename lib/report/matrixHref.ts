import type { MatrixGrouping } from './matrixGroups.ts'

/** The matrix with a grouping, and within one line of a coarser one. */
export function matrixHref({
  group,
  rows = null,
  peers = null,
}: {
  group: MatrixGrouping | null
  rows?: string | null
  peers?: string | null
}): string {
  const given = Object.entries({ group, rows, peers }).filter(
    (each): each is [string, string] => each[1] !== null,
  )
  const search = new URLSearchParams(given).toString()
  return `/matrix${search ? `?${search}` : ''}`
}
