import type { Tick } from '#lib/report/axis.ts'

interface Props {
  from: number
  to: number
  ticks: Tick[]
  /** Given by the axis. */
  x?: number | string
  y?: number | string
  payload?: { value: number }
}

/** Of the axis' length: nearer to an end than this, a label is set inwards so that it stays within its column. */
const nearEnd = 0.05

/** The word under a tick of the time axis. */
export function TimeTick({ from, to, ticks, x, y, payload }: Props) {
  const at = payload?.value ?? 0
  const part = (at - from) / (to - from)
  const anchor = part < nearEnd ? 'start' : part > 1 - nearEnd ? 'end' : 'middle'
  return (
    <text x={x} y={y} dy="0.71em" textAnchor={anchor}>
      {ticks.find(tick => tick.at === at)?.label}
    </text>
  )
}
