'use client'

import { podColumnNames, podColumns } from '#lib/report/podColumns.ts'
import { Menu } from '../table/Menu.tsx'
import { KeptFields } from './KeptFields.tsx'
import type { PodChoice } from './usePodState.ts'
import './pods.css'

/** Which columns the table has. A form, so that it works without scripts too: then its button sends it. */
export function ColumnChoice({ choice }: { choice: PodChoice }) {
  return (
    <Menu label="Columns">
      <form method="get" action="/pods" onSubmit={event => event.preventDefault()}>
        <KeptFields choice={choice} words facets withColumns={false} />
        <fieldset className="picks">
          <legend className="sr">Columns shown</legend>
          {podColumns.map(column => (
            <label key={column}>
              <input
                type="checkbox"
                name="cols"
                value={column}
                checked={choice.columns.includes(column)}
                onChange={() => choice.toggleColumn(column)}
              />
              {podColumnNames[column]}
            </label>
          ))}
        </fieldset>
        <noscript>
          <button type="submit" className="btn">
            Show these
          </button>
        </noscript>
      </form>
    </Menu>
  )
}
