import { printable } from '#lib/report/printable.ts'
import type { ReviewFlap } from '#lib/report/reviewView.ts'
import { Inline } from '../text/Inline.tsx'
import { Pieces } from './Pieces.tsx'
import '../table/table.css'

export function FlapsTable({ flaps }: { flaps: ReviewFlap[] }) {
  if (flaps.length === 0) return <p className="dim">No link changed its path more than once.</p>
  return (
    <table>
      <thead>
        <tr>
          <th>Link</th>
          <th className="num">Changes</th>
          <th>Trigger</th>
        </tr>
      </thead>
      <tbody>
        {flaps.map(({ key, link, changes, trigger, href }) => (
          <tr key={key}>
            <td className="say">
              <Pieces pieces={[{ text: link, ...(href !== undefined && { href }) }]} />
            </td>
            <td className="num">{changes}</td>
            <td className="say">
              <Inline text={printable(trigger)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
