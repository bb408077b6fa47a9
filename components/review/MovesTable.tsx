import { printable } from '#lib/report/printable.ts'
import type { ReviewMoveRow } from '#lib/report/reviewMoves.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { PathGlyph } from '../path/PathGlyph.tsx'
import { Inline } from '../text/Inline.tsx'
import { Name } from '../text/Name.tsx'
import { Pieces } from './Pieces.tsx'
import '../table/table.css'

export function MovesTable({ rows, nothing }: { rows: ReviewMoveRow[]; nothing: string }) {
  if (rows.length === 0) return <p className="dim">{nothing}</p>
  return (
    <table>
      <thead>
        <tr>
          <th>Since</th>
          <th>What</th>
          <th className="num">Links</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.key}>
            <td className="nw">{row.since}</td>
            <td className="say">
              <PathGlyph kind={row.kind} />{' '}
              <b>
                <Pieces pieces={[{ text: row.name, ...(row.href !== undefined && { href: row.href }) }]} />
              </b>{' '}
              in <Name name={row.place} />: <Inline text={printable(row.what)} />
              <span className="sub">
                {row.subHref === undefined ? (
                  <Inline text={printable(row.sub)} />
                ) : (
                  <KeptLink href={row.subHref}>
                    <Inline text={printable(row.sub)} />
                  </KeptLink>
                )}
              </span>
            </td>
            <td className="num">{row.links}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
