'use client'

import { useView } from '../live/useView.ts'
import { Mark } from '../panel/Mark.tsx'
import { Time } from '../text/Time.tsx'
import './replay.css'

interface Props {
  from: number
  to: number
  /** The moment that is shown; null while the page shows now. */
  at: number | null
  reach: '24h' | '7d'
  /** Since when anything is kept; null where that is not known. */
  keptSince: number | null
}

/** What the past cannot tell: hatched on the slider, and said where the moment is in it. */
export function ReplayHoles({ from, to, at, reach, keptSince }: Props) {
  const { view } = useView('sources', { from: reach }, { always: true })
  const holes = (view?.gaps ?? [])
    .map(gap => ({ ...gap, from: Math.max(from, gap.from), to: Math.min(to, gap.to ?? to) }))
    .filter(gap => gap.to > gap.from)
  const part = (moment: number) => `${(((moment - from) / (to - from)) * 100).toFixed(2)}%`
  const isBefore = at !== null && keptSince !== null && at < keptSince
  const whole = [
    ...holes.filter(hole => hole.subject === 'Everything'),
    ...(keptSince !== null && keptSince > from
      ? [{ from, to: Math.min(keptSince, to), reason: 'before the first round' }]
      : []),
  ]
  const open = at === null ? [] : holes.filter(hole => hole.from <= at && at < hole.to)
  const [all] = open.filter(hole => hole.subject === 'Everything')
  const reasons = [...new Set(open.map(({ subject, reason }) => `${subject}: ${reason}`))]
  return (
    <>
      <div className="replay-holes" aria-hidden="true">
        {whole.map(hole => (
          <i
            key={hole.from}
            title={hole.reason}
            style={{ left: part(hole.from), width: part(from + hole.to - hole.from) }}
          />
        ))}
      </div>
      {isBefore && (
        <p className="replay-note" role="status">
          <Mark level="warning" /> Nothing was measured yet: the first round was at{' '}
          <Time at={keptSince} now={to} zoned />.
        </p>
      )}
      {!isBefore && open.length > 0 && (
        <p className="replay-note" role="status">
          <Mark level="warning" />{' '}
          {all
            ? `Nothing was measured then: ${all.reason}. The picture is the last one before.`
            : `Not all was measured then. ${reasons.slice(0, 3).join('; ')}${reasons.length > 3 ? `; and ${reasons.length - 3} more` : ''}.`}
        </p>
      )}
    </>
  )
}
