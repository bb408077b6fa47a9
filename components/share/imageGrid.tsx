import type { CardChart } from '#lib/report/cardChart.ts'
import { imageColours as colour } from './imageColours.ts'

type Grid = Extract<CardChart, { kind: 'grid' }>
type Cell = Grid['lines'][number][number]

/** Below this a sign in a cell is no sign any more: its colour is left. */
const signed = 12
const tallest = 26
const gap = 1.5
/** Fewer columns than these do not grow wider. */
const fewest = 7

/**
 * The matrix in small, the staircase from direct to not: filled where direct, a dash by peer relay, a dot through DERP. A
 * function, no component: the renderer of images takes only plain elements inside an svg.
 */
export function imageGrid({ columns, lines }: Grid, width: number, height: number) {
  const tall = Math.min(tallest, height / Math.max(1, lines.length))
  const wide = width / Math.max(fewest, columns)
  const top = height - tall * lines.length
  return lines.flatMap((cells, row) =>
    cells.map(cell => (
      <g key={`${row}/${cell.column}`}>
        {drawn(cell, cell.column * wide, top + row * tall, wide - gap, tall - gap)}
      </g>
    )),
  )
}

function drawn({ kind, direct }: Cell, x: number, y: number, wide: number, tall: number) {
  const box = { x, y, width: wide, height: tall }
  const [middle, centre] = [x + wide / 2, y + tall / 2]
  switch (kind) {
    case 'direct':
      return <rect {...box} fill={colour.direct} />
    case 'peer_relay':
      return (
        <g>
          <rect {...box} fill={tall < signed ? colour.relay : colour.relayTint} />
          <rect x={middle - wide / 4} y={centre - 2} width={wide / 2} height="4" fill={colour.relay} />
        </g>
      )
    case 'derp':
      return (
        <g>
          <rect {...box} fill={tall < signed ? colour.derp : colour.derpTint} />
          <circle cx={middle} cy={centre} r={Math.min(wide, tall) / 4} fill={colour.derp} />
        </g>
      )
    case 'mixed':
      return (
        <g>
          <rect {...box} fill={colour.derpTint} />
          <rect {...box} width={wide * direct} fill={colour.direct} />
        </g>
      )
    case 'unknown':
      return <rect {...box} fill={colour.unknownTint} />
    case 'idle':
    case 'no_answer':
    case 'offline':
      return <rect x={x} y={centre - 1} width={wide} height="2" fill={colour.idle} />
  }
}
