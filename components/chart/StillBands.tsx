import { trafficKinds } from '#lib/tailnet/path.ts'
import { pathClass } from '../path/pathClass.ts'
import type { BandPoint } from './bands.ts'
import { stillBands } from './stillBands.ts'
import './chart.css'

interface Props {
  from: number
  to: number
  points: BandPoint[]
  stepMs: number
  top: number
  /** The bands fill the whole height: the uppermost has no edge of its own. */
  isWhole: boolean
}

/** Bands for a StillChart: areas in percent, so that their textures keep their size, and edges that are stretched over them. */
export function StillBands({ from, to, points, stepMs, top, isWhole }: Props) {
  const bands = trafficKinds.map(kind => ({ kind, ...stillBands({ from, to, points, stepMs, top, kind }) }))
  const highest = bands.findLast(({ areas }) => areas.length > 0)?.kind
  return (
    <>
      {bands.map(({ kind, areas }) =>
        areas.map(({ x, y, width, height }) => (
          <rect
            key={`${kind}${x}`}
            className={`a-${pathClass[kind]}`}
            x={`${x}%`}
            y={`${y}%`}
            width={`${width}%`}
            height={`${height}%`}
          />
        )),
      )}
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        {bands.map(({ kind, edge }) =>
          isWhole && kind === highest ? null : (
            <path key={kind} className={`edge e-${pathClass[kind]}`} d={edge} />
          ),
        )}
      </svg>
    </>
  )
}
