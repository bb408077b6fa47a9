'use client'

import { counted } from '#lib/report/counted.ts'
import { duration } from '#lib/report/duration.ts'
import type { FixRow, SampleRow } from '#lib/report/fixRow.ts'
import { Time } from '../text/Time.tsx'
import '../table/table.css'

/** Shares before and after, outlined and filled, with the hours and sessions of both sides. */
export function BeforeAfter({ row, now }: { row: FixRow; now: number }) {
  const { before, after, recent, control, difference } = row
  if (!before || !after) return null
  return (
    <>
      <table className="mid beforeafter">
        <thead>
          <tr>
            <th scope="col">{row.measure}</th>
            <th scope="col" className="num">
              Before
            </th>
            <th scope="col" className="bacell">
              <span className="sr">Comparison</span>
            </th>
            <th scope="col" className="num">
              After
            </th>
          </tr>
        </thead>
        <tbody>
          <Line title="This change" before={before} after={after} />
          {recent && <Line title="Newest, since it was proven" before={before} after={recent} />}
          {control && <Line title="Untouched beside it" before={control.before} after={control.after} />}
        </tbody>
      </table>
      {difference && row.state !== 'not_proven' && (
        <p className="t12 dim">
          {points(difference.value)} points, 95 % interval {points(difference.low)} to{' '}
          {points(difference.high)}. Peers are compared with themselves, by kind of NAT and network.
        </p>
      )}
      <p className="t12 dim">
        Before: {sideWords(before)}, <Time at={before.from} now={now} /> to <Time at={before.to} now={now} />.
        After: {sideWords(after)}
        {after.to > after.from && ` that started within ${duration((after.to - after.from) / 1000)}`}.
      </p>
    </>
  )
}

/** Of a bar, in percent of its cell. */
const width = (share: number | null) => `${Math.round((share ?? 0) * 10_000) / 100}%`

function Line({ title, before, after }: { title: string; before: SampleRow; after: SampleRow }) {
  return (
    <tr>
      <td>{title}</td>
      <td className="num">{percent(before)}</td>
      <td className="bacell">
        <svg width="100%" height="22" aria-hidden="true">
          {before.share !== null && (
            <rect className="was" x="0" y="1" height="8" width={width(before.share)} />
          )}
          {after.share !== null && <rect className="is" x="0" y="12" height="9" width={width(after.share)} />}
        </svg>
      </td>
      <td className="num">
        <b>{percent(after)}</b>
      </td>
    </tr>
  )
}

const percent = ({ share }: SampleRow) => (share === null ? '?' : `${Math.round(share * 100)} %`)
const points = (value: number) =>
  `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(Math.round(value * 100))}`
const sideWords = ({ sessions, good, links }: SampleRow) =>
  sessions === 0 ? 'no session' : `${good} of ${counted(sessions, 'session')} on ${counted(links, 'link')}`
