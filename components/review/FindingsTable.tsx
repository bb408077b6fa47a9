import { printable } from '#lib/report/printable.ts'
import type { ReviewFindingRow } from '#lib/report/reviewFindings.ts'
import { Pieces } from './Pieces.tsx'
import '../table/table.css'

export function FindingsTable({ rows }: { rows: ReviewFindingRow[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th>State</th>
          <th className="num">Count</th>
          <th>Which</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ state, count, which, pieces }) => (
          <tr key={state}>
            <td className="nw">{state}</td>
            <td className="num">{count}</td>
            <td className="say">
              {pieces?.length ? <Pieces pieces={pieces} /> : <bdi>{printable(which)}</bdi>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
