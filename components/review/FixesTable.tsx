import { bytes } from '#lib/report/bytes.ts'
import { printable } from '#lib/report/printable.ts'
import type { ReviewFix } from '#lib/report/reviewView.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { Inline } from '../text/Inline.tsx'
import { Pieces } from './Pieces.tsx'
import '../table/table.css'

export function FixesTable({ fixes }: { fixes: ReviewFix[] }) {
  if (fixes.length === 0) return <p className="dim">None is known that would take a link off DERP.</p>
  return (
    <table className="stacked">
      <thead>
        <tr>
          <th>Fix</th>
          <th>Where</th>
          <th className="num">To direct</th>
          <th className="num">Off DERP a week</th>
          <th>Touches</th>
        </tr>
      </thead>
      <tbody>
        {fixes.map((fix, index) => (
          <tr key={`${fix.title} ${fix.where}`}>
            <td className="say" data-label="Fix">
              <b>
                {index + 1}.{' '}
                {fix.href === undefined ? (
                  <Inline text={printable(fix.title)} />
                ) : (
                  <KeptLink href={fix.href}>
                    <Inline text={printable(fix.title)} />
                  </KeptLink>
                )}
              </b>
              <span className="sub">{fix.sub}</span>
            </td>
            <td className="say" data-label="Where">
              {fix.places ? <Pieces pieces={fix.places} /> : <bdi>{printable(fix.where)}</bdi>}
            </td>
            <td className="num" data-label="To direct">
              <b>{fix.direct > 0 ? `+${fix.direct}` : '–'}</b>
              {fix.peerRelay > 0 && <span className="sub">{fix.peerRelay} to peer relay</span>}
            </td>
            <td className="num" data-label="Off DERP">
              {fix.bytesWeek > 0 ? bytes(fix.bytesWeek) : 'not measured'}
            </td>
            <td data-label="Touches">{fix.touches}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
