'use client'

import { amountIn } from '#lib/report/bytes.ts'
import type { PodRow } from '#lib/report/podRow.ts'
import { sumOf } from '#lib/report/shareOf.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { SparkBars } from '../path/SparkBars.tsx'
import { Ago } from '../text/Ago.tsx'
import { Name } from '../text/Name.tsx'
import { MiddleName } from './MiddleName.tsx'
import { NatMini } from './NatMini.tsx'
import { PodCause } from './PodCause.tsx'
import { PodMix } from './PodMix.tsx'

interface Props {
  row: PodRow
  now: number
  /** The unit that the head of the column names. */
  unit: string
  /** Its group's head does not say in which cluster it is. */
  withCluster: boolean
}

const unknown = <span className="faint">?</span>

/** The cells of one pod. */
export function PodLine({ row, now, unit, withCluster }: Props) {
  const place = [withCluster && row.cluster, workloadWords(row), row.namespace].filter(Boolean).join(' · ')
  return (
    <>
      <td className="c-pod">
        <KeptLink href={row.href} className={row.seen === 'gone' ? 'rowlink was' : 'rowlink'}>
          <MiddleName name={row.name} />
        </KeptLink>
        <span className="sub">
          <Name name={place} cut />
        </span>
      </td>
      <td className="c-mix">
        <PodMix row={row} now={now} />
      </td>
      <td className="c-spk">
        {row.bytes ? <SparkBars slices={row.slices} /> : <span className="faint">no metrics</span>}
      </td>
      <td className="num c-gib">
        {row.bytes ? amountIn(row.bytes.derp, unit) : unknown}
        <span className="of">
          <span>/</span>
          <span>{row.bytes ? amountIn(sumOf(row.bytes), unit) : '?'}</span>
        </span>
      </td>
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
      <td className="c-nat">{row.nat ? <NatMini nat={row.nat} /> : unknown}</td>
      <td className="c-cause">
        <PodCause row={row} />
      </td>
      <td className="num dim c-since">
        {row.derpSince === null ? <span className="faint">–</span> : <Ago at={row.derpSince} now={now} />}
      </td>
    </>
  )
}

const workloadWords = ({ workload, podNames }: PodRow) =>
  podNames.length > 1 ? `${workload}, ${podNames.length} pods` : workload
