import { bytes } from './bytes.ts'
import type { BlockOf } from './frozen.ts'
import { type FreezeInput, told } from './frozenHead.ts'
import type { PodRow } from './podRow.ts'

/** More rows than this are no view but an export. */
const most = 200

/** Pods as a table: where each is, its links by path, why, since when and at what cost. */
export function freezePodRows(rows: PodRow[], title: string, input: FreezeInput): BlockOf<'table'> {
  return {
    block: 'table',
    title,
    meta: 'links by path at the end of the range',
    columns: ['Pod', 'Where', 'Direct', 'Relay', 'DERP', 'Cause', 'On DERP since', 'Bytes on DERP'],
    rows: rows.slice(0, most).map(row => ({
      cells: [
        row.name,
        `${row.cluster} / ${row.namespace}`,
        ...linksOf(row),
        row.causes[0]?.title ?? row.why ?? '–',
        row.derpSince === null ? '–' : told(row.derpSince, input),
        row.bytes ? bytes(row.bytes.derp) : '?',
      ],
      mix: {
        direct: row.links.direct,
        peer_relay: row.links.peer_relay,
        derp: row.links.derp,
      },
    })),
    more: Math.max(0, rows.length - most),
  }
}

/** A pod that nobody has looked into has no links that were counted. */
function linksOf({ seen, links }: PodRow): string[] {
  if (seen === 'not_seen' || seen === 'waiting') return ['?', '?', '?']
  return [links.direct, links.peer_relay, links.derp].map(String)
}
