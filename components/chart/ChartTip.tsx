'use client'

import type { ReactNode } from 'react'
import { clock, dayClock, type Zone } from '#lib/report/clock.ts'
import { duration } from '#lib/report/duration.ts'
import { zoneName } from '../text/zoneName.ts'
import './chart.css'

interface Props {
  at: number
  /** Length of the bucket; null for a moment. */
  stepMs: number | null
  zone: Zone
  rows: { key: string; name: ReactNode; value: string }[]
  note?: string | null
}

/** A moment in the reader's zone and in UTC, with what was measured then, or why nothing was. */
export function ChartTip({ at, stepMs, zone, rows, note }: Props) {
  const utc = zone === 'UTC' ? '' : `, ${clock(at, 'UTC')} UTC`
  return (
    <div className="tip">
      <h4>
        {dayClock(at, zone)}{' '}
        <span className="z">
          {zoneName(zone)}
          {utc}
          {stepMs !== null && `, ${duration(stepMs / 1000)}`}
        </span>
      </h4>
      {rows.length > 0 && (
        <dl>
          {rows.map(row => (
            <div key={row.key} style={{ display: 'contents' }}>
              <dt>{row.name}</dt>
              <dd>{row.value}</dd>
            </div>
          ))}
        </dl>
      )}
      {note && <p>{note}</p>}
    </div>
  )
}
