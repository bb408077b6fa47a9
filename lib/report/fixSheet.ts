import type { FixesView } from './fixesView.ts'
import type { FixRow } from './fixRow.ts'
import { isoTime, joinedNames, type Sheet, type SheetColumn, sheetOf } from './sheet.ts'

const side = (name: 'before' | 'after'): SheetColumn<FixRow>[] => [
  { key: `${name}_sessions`, of: row => row[name]?.sessions ?? null },
  { key: `${name}_good_sessions`, of: row => row[name]?.good ?? null },
  { key: `${name}_share`, of: row => row[name]?.share ?? null },
]

/** Fixes that were applied, with what their sessions say. Shares and their difference are parts of 1. */
export const fixSheet = ({ asOf, rows }: FixesView): Sheet =>
  sheetOf({
    name: 'fixes',
    asOf,
    rows,
    columns: [
      { key: 'fix', of: row => row.id },
      { key: 'what', of: row => row.what },
      { key: 'where', of: row => row.where.name },
      { key: 'applied_at', of: row => isoTime(row.appliedAt) },
      { key: 'noticed', of: row => row.noticed },
      { key: 'by', of: row => row.by },
      { key: 'note', of: row => row.note },
      { key: 'causes', of: row => joinedNames(row.causes.map(({ code }) => code)) },
      { key: 'state', of: row => row.state },
      { key: 'why', of: row => row.why },
      { key: 'proven_at', of: row => isoTime(row.provenAt) },
      { key: 'measure', of: row => row.measure },
      ...side('before'),
      ...side('after'),
      { key: 'difference', of: row => row.difference?.value ?? null },
      { key: 'difference_low_95', of: row => row.difference?.low ?? null },
      { key: 'difference_high_95', of: row => row.difference?.high ?? null },
    ],
  })
