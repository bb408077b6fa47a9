'use client'

import { amountIn } from '#lib/report/bytes.ts'
import type { PodRow } from '#lib/report/podRow.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { Certainty } from '../panel/Certainty.tsx'
import { MixBar } from '../path/MixBar.tsx'
import { SparkBars } from '../path/SparkBars.tsx'
import { Ago } from '../text/Ago.tsx'
import { Name } from '../text/Name.tsx'

export function WorstLine({ row, unit, now }: { row: PodRow; unit: string; now: number }) {
  const cause = row.causes[0]
  return (
    <tr>
      <td>
        <KeptLink href={row.href} className="rowlink">
          <Name name={row.name} mono />
        </KeptLink>
        <span className="sub">
          <Name name={`${row.workload} in ${row.cluster} / ${row.namespace}`} />
        </span>
      </td>
      <td>
        {row.active > 0 ? (
          <span className="mix">
            <MixBar parts={row.links} />
            <span className="nw">
              {row.links.direct} of {row.active}
            </span>
          </span>
        ) : (
          <span className="dim">{row.why ?? 'no active link'}</span>
        )}
      </td>
      <td className="hide-s">
        <SparkBars slices={row.slices} />
      </td>
      <td className="num">{row.bytes ? amountIn(row.bytes.derp, unit) : <span className="faint">?</span>}</td>
      <td className="num hide-s">
        {row.home ? (
          <>
            {row.home.code}
            {row.home.ms !== null && `, ${Math.round(row.home.ms)} ms`}
          </>
        ) : (
          <span className="faint">?</span>
        )}
      </td>
      <td className="hide-s">
        {cause ? (
          <>
            {cause.title}
            {row.causes.length > 1 && <span className="faint">, +{row.causes.length - 1}</span>}
            <span className="sub">
              <Certainty degree={cause.certainty} />
            </span>
          </>
        ) : (
          <span className="faint">–</span>
        )}
      </td>
      <td className="num hide-s dim">
        {row.derpSince === null ? <span className="faint">–</span> : <Ago at={row.derpSince} now={now} />}
      </td>
    </tr>
  )
}
