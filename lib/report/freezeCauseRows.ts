import { bytes } from './bytes.ts'
import type { CausesView } from './causesView.ts'
import { counted, listed } from './counted.ts'
import type { BlockOf } from './frozen.ts'
import { type FreezeInput, told } from './frozenHead.ts'

/** Causes as a table, by effect: how sure, where, at what cost and what to do first. */
export function freezeCauseRows({ rows }: CausesView, title: string, input: FreezeInput): BlockOf<'table'> {
  return {
    block: 'table',
    title,
    meta: 'a link can have several',
    columns: ['Cause', 'How sure', 'Where', 'Links on DERP', 'Bytes on DERP', 'First step', 'Since'],
    rows: rows.map(row => ({
      cells: [
        row.title,
        row.certainty,
        listed(
          row.where.map(({ name }) => name),
          3,
        ),
        String(row.derpLinks),
        row.derpBytes === null ? '–' : bytes(row.derpBytes),
        row.firstStep ?? '–',
        told(row.since, input),
      ],
      mix: null,
      weight: { value: row.derpLinks, words: counted(row.derpLinks, 'link') },
    })),
    more: 0,
  }
}
