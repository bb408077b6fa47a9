import { createLoader, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { matrixGroupings } from '#lib/report/matrixGroups.ts'

export const matrixSorts = ['blocks', 'name'] as const

/** What the matrix keeps in its address besides time. */
export const matrixParams = {
  /** Absent: as fine as the size allows. */
  group: parseAsStringLiteral(matrixGroupings),
  /** Keys of lines: only what is in them. */
  rows: parseAsString,
  peers: parseAsString,
  sort: parseAsStringLiteral(matrixSorts).withDefault('blocks'),
}

export const loadMatrixParams = createLoader(matrixParams)
