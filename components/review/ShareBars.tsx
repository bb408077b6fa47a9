import type { ReactNode } from 'react'
import { counted } from '#lib/report/counted.ts'
import { weekNumber } from '#lib/report/isoWeek.ts'
import type { ReviewShare } from '#lib/report/reviewShares.ts'
import { Section } from '../panel/Section.tsx'
import '../path/path.css'
import './review.css'

type Bars = Omit<ReviewShare, 'name'>

const width = 11
const step = 12.5

interface Props {
  share: Bars
  /** In the place of the words that tell of last week: with the way to it, where there is one. */
  against?: ReactNode
}

/** A share as a number against last week, and as eight columns; a week without data is hatched, never zero. */
export function ShareBars({ share, against = share.against }: Props) {
  const { percents, trend } = share
  return (
    <Section title={share.title} meta={share.meta} className="share">
      <div className="now">
        <strong>
          {percents ? percents.direct : '–'}
          {percents && <span className="percent"> %</span>}
        </strong>
        <span>
          {against}
          {changeWords(share)}
        </span>
      </div>
      <svg className="plot" role="img" aria-label={sentence(share)}>
        {trend.map(({ week, percents: of }, index) => {
          const isLast = index === trend.length - 1
          return <Column key={week} x={index * step} label={weekNumber(week)} percents={of} isLast={isLast} />
        })}
      </svg>
      <p className="t12 dim">{share.foot}</p>
    </Section>
  )
}

/** ", +3 points": of direct, against last week. */
function changeWords({ percents, trend }: Bars): string {
  const last = trend.at(-2)?.percents
  if (!percents || !last) return ''
  const change = percents.direct - last.direct
  if (change === 0) return ', no change'
  return `, ${change > 0 ? '+' : '−'}${counted(Math.abs(change), 'point')}`
}

interface ColumnProps {
  x: number
  label: number
  percents: ReviewShare['percents']
  isLast: boolean
}

/** Small marks at full strength for this week, tints for those before it: direct below, DERP above. */
function Column({ x, label, percents, isLast }: ColumnProps) {
  const strength = isLast ? 'f' : 'a'
  const middle = `${x + width / 2}%`
  const at = { x: `${x}%`, width: `${width}%` }
  const week = (
    <text x={middle} y="100%" dy="14" textAnchor="middle">
      {label}
    </text>
  )
  if (!percents)
    return (
      <g>
        <rect className="gap" {...at} y="0" height="100%" />
        {week}
      </g>
    )
  const { direct, peer_relay: relay, derp } = percents
  const edge = `${100 - direct}%`
  return (
    <g>
      <rect className={`${strength}-direct`} {...at} y={edge} height={`${direct}%`} />
      <rect className={`${strength}-relay`} {...at} y={`${derp}%`} height={`${relay}%`} />
      <rect className={`${strength}-derp`} {...at} y="0" height={`${derp}%`} />
      <line x1={`${x}%`} x2={`${x + width}%`} y1={edge} y2={edge} className="e-direct" />
      {week}
      {direct >= 20 ? (
        <text className={isLast ? 'onbar' : 'inbar'} x={middle} y={edge} dy="13" textAnchor="middle">
          {direct}
        </text>
      ) : (
        <text className="overbar" x={middle} y={edge} dy="-4" textAnchor="middle">
          {direct}
        </text>
      )}
    </g>
  )
}

const sentence = ({ title, trend }: Bars) =>
  `${title}, direct: ${trend
    .map(
      ({ week, percents }) =>
        `week ${weekNumber(week)} ${percents ? `${percents.direct} %` : 'not measured'}`,
    )
    .join(', ')}`
