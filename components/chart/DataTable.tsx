import { dayClock, type Zone } from '#lib/report/clock.ts'
import '../table/table.css'
import { zoneName } from '../text/zoneName.ts'
import './chart.css'

export interface DataRow {
  at: number
  /** One for each column; null where nothing was measured. */
  values: (string | null)[]
  /** Why nothing was. */
  note: string | null
}

/** The numbers of a chart, for who cannot or will not read a picture. */
export function DataTable({
  label,
  columns,
  rows,
  zone,
}: {
  label: string
  columns: string[]
  rows: DataRow[]
  zone: Zone
}) {
  return (
    <details>
      <summary>Table</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reached by keys */}
      <section className="scroll" tabIndex={0} aria-label={`${label}, as a table`}>
        <table>
          <thead>
            <tr>
              <th scope="col">Time, {zoneName(zone)}</th>
              {columns.map(column => (
                <th scope="col" className="num" key={column}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ at, values, note }) => (
              <tr key={at}>
                <td className="nw">{dayClock(at, zone)}</td>
                {note === null ? (
                  values.map((value, index) => (
                    <td className="num" key={columns[index]}>
                      {value ?? '?'}
                    </td>
                  ))
                ) : (
                  <td colSpan={columns.length} className="num faint">
                    {note}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}
