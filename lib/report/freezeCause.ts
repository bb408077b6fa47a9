import { bytes } from './bytes.ts'
import type { CauseView } from './causeView.ts'
import type { BlockOf, Frozen, FrozenCause } from './frozen.ts'
import { type FreezeInput, frozenHead, told } from './frozenHead.ts'

/** Evidence of so many workloads is told; the table has all. */
const mostTold = 3

/** Of a cause's page: what it means, whom it concerns, what it rests on, and where it ceased to hold. */
export function freezeCause(view: CauseView, input: FreezeInput): Frozen {
  const derp = view.rows.reduce((links, row) => links + row.derpLinks, 0)
  const shown = view.rows.slice(0, mostTold).filter(row => row.evidence.length > 0)
  return {
    ...frozenHead(input),
    page: 'cause',
    subject: view.title,
    headline: `${view.title}: ${view.headline}`,
    reasons: [view.means],
    counts: derp > 0 ? [{ kind: 'derp', count: derp }] : [],
    blocks: [
      targetsTable(view, input),
      {
        block: 'causes',
        title: 'What it rests on',
        causes: shown.map(
          (row): FrozenCause => ({
            title: row.name,
            code: view.code,
            certainty: row.certainty,
            meta: row.where,
            evidence: row.evidence.map(({ seen, says }) => ({ seen, says })),
            disproof: view.disproof,
          }),
        ),
      },
      endingsTable(view, input),
    ],
  }
}

const targetsTable = ({ rows }: CauseView, input: FreezeInput): BlockOf<'table'> => ({
  block: 'table',
  title: 'Where it holds',
  meta: '',
  columns: ['Workload', 'Where', 'How sure', 'Links on DERP', 'Bytes on DERP', 'First step', 'Since'],
  rows: rows.map(row => ({
    cells: [
      row.name,
      row.where,
      row.certainty,
      String(row.derpLinks),
      row.derpBytes === null ? '–' : bytes(row.derpBytes),
      row.firstStep ?? '–',
      told(row.since, input),
    ],
    mix: null,
    weight: { value: row.derpLinks, words: String(row.derpLinks) },
  })),
  more: 0,
})

const endingsTable = ({ ended }: CauseView, input: FreezeInput): BlockOf<'table'> => ({
  block: 'table',
  title: 'Where it ceased to hold',
  meta: '',
  columns: ['Workload', 'Where', 'Held from', 'Held to', 'Why it ended'],
  rows: ended.map(row => ({
    cells: [
      row.name,
      row.where,
      told(row.heldFrom, input),
      told(row.heldTo, input),
      row.isReclassified ? 'reclassified by a new rule' : 'no longer seen',
    ],
    mix: null,
  })),
  more: 0,
})
