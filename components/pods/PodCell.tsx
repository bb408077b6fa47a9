'use client'

import { amountIn } from '#lib/report/bytes.ts'
import type { PodColumn } from '#lib/report/podColumns.ts'
import type { PodRow } from '#lib/report/podRow.ts'
import { sumOf } from '#lib/report/shareOf.ts'
import { SparkBars } from '../path/SparkBars.tsx'
import { Ago } from '../text/Ago.tsx'
import { Name } from '../text/Name.tsx'
import { NatMini } from './NatMini.tsx'
import { PodCause } from './PodCause.tsx'
import { PodMix } from './PodMix.tsx'

interface Props {
  column: PodColumn
  row: PodRow
  now: number
  /** The unit that the head of the column names. */
  unit: string
}

const unknown = <span className="faint">?</span>
const none = <span className="faint">–</span>

/** One cell of one pod. */
export function PodCell({ column, row, now, unit }: Props) {
  switch (column) {
    case 'cluster':
    case 'namespace':
    case 'workload':
      return (
        <td className="c-word">
          <Name name={row[column]} cut />
        </td>
      )
    case 'path':
      return (
        <td className="c-mix">
          <PodMix row={row} now={now} />
        </td>
      )
    case 'bytes':
      return (
        <td className="c-spk">
          {row.bytes ? <SparkBars slices={row.slices} /> : <span className="faint">no metrics</span>}
        </td>
      )
    case 'derp':
      return (
        <td className="num c-gib">
          {row.bytes ? amountIn(row.bytes.derp, unit) : unknown}
          <span className="of">
            <span>/</span>
            <span>{row.bytes ? amountIn(sumOf(row.bytes), unit) : '?'}</span>
          </span>
        </td>
      )
    case 'home':
      return (
        <td className="num c-ms">
          {row.home ? (
            <>
              <span className="faint">{row.home.code}</span>{' '}
              {row.home.ms === null ? '?' : Math.round(row.home.ms)}
            </>
          ) : (
            unknown
          )}
        </td>
      )
    case 'nat':
      return <td className="c-nat">{row.nat ? <NatMini nat={row.nat} /> : unknown}</td>
    case 'cause':
      return (
        <td className="c-cause">
          <PodCause row={row} />
        </td>
      )
    case 'since':
      return (
        <td className="num dim c-since">
          {row.derpSince === null ? none : <Ago at={row.derpSince} now={now} />}
        </td>
      )
    case 'seen':
      return (
        <td className="num dim c-seen">
          {row.seenAt === null ? none : <Ago at={row.seenAt} now={Math.max(now, row.seenAt)} />}
        </td>
      )
  }
}
