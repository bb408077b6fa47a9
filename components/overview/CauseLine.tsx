'use client'

import { amountIn } from '#lib/report/bytes.ts'
import type { CauseRow } from '#lib/report/causesView.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { Certainty } from '../panel/Certainty.tsx'
import { Ago } from '../text/Ago.tsx'
import { Name } from '../text/Name.tsx'
import '../text/text.css'

/** Of the bar beside a number of bytes, in pixels. */
const barWidth = 45

export function CauseLine({
  row,
  unit,
  highest,
  now,
}: {
  row: CauseRow
  unit: string
  highest: number
  now: number
}) {
  const first = row.where[0]
  const where = first && (
    <span className="where">
      <Name name={first.name} cut />
      {row.where.length > 1 && <span>, +{row.where.length - 1}</span>}
    </span>
  )
  return (
    <tr>
      <td className="cw">
        <KeptLink className="rowlink" href={`/causes/${encodeURIComponent(row.code)}`}>
          {row.title}
        </KeptLink>
        <span className="sub">
          {row.isNew && <span className="tag">new</span>} <span className="code">{row.code}</span>
        </span>
        <span className="sub only-s">{where}</span>
        <span className="sub only-s">
          <Certainty degree={row.certainty} />
        </span>
      </td>
      <td className="hide-s">
        <Certainty degree={row.certainty} />
      </td>
      <td className="hide-s">{where}</td>
      <td className="num hide-m">{row.derpLinks}</td>
      <td className="num">
        <span className="derp-bytes">
          {row.derpBytes === null ? (
            <span className="faint" title="No bytes were counted">
              –
            </span>
          ) : (
            amountIn(row.derpBytes, unit)
          )}
          <svg className="hide-s" aria-hidden="true">
            {highest > 0 && row.derpBytes !== null && (
              <rect className="f-derp" width={(row.derpBytes / highest) * barWidth} height="10" />
            )}
          </svg>
        </span>
      </td>
      <td className="num">
        {row.gain === null ? (
          <span className="faint">?</span>
        ) : row.gain === 0 ? (
          <span className="faint">0</span>
        ) : (
          <span className="gain">{row.gain}</span>
        )}
      </td>
      <td className="step hide-m dim">{row.firstStep ?? <span className="faint">?</span>}</td>
      <td className="num hide-s dim">
        <Ago at={row.since} now={now} />
      </td>
    </tr>
  )
}
