import type { CausesView } from './causesView.ts'
import { isoTime, joinedNames, type Sheet, sheetOf } from './sheet.ts'

/** Causes that hold, in the order of their page. */
export const causeSheet = ({ asOf, from, to, rows }: CausesView): Sheet =>
  sheetOf({
    name: 'causes',
    asOf,
    range: { from, to },
    rows,
    columns: [
      { key: 'cause', of: row => row.code },
      { key: 'title', of: row => row.title },
      { key: 'certainty', of: row => row.certainty },
      { key: 'pods', of: row => row.counts.certain + row.counts.likely + row.counts.possible },
      { key: 'pods_certain', of: row => row.counts.certain },
      { key: 'pods_likely', of: row => row.counts.likely },
      { key: 'pods_possible', of: row => row.counts.possible },
      { key: 'pod_names', of: row => joinedNames(row.where.map(({ name }) => name)) },
      { key: 'links', of: row => row.links },
      { key: 'links_derp', of: row => row.derpLinks },
      { key: 'bytes_derp', of: row => row.derpBytes },
      { key: 'gain_links', of: row => row.gain },
      { key: 'first_step', of: row => row.firstStep },
      { key: 'since', of: row => isoTime(row.since) },
      { key: 'is_new', of: row => row.isNew },
    ],
  })
