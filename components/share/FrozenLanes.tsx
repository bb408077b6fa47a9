import { timeTicks } from '#lib/report/axis.ts'
import { counted } from '#lib/report/counted.ts'
import { mergeFlags } from '#lib/report/flags.ts'
import type { BlockOf, Frozen } from '#lib/report/frozen.ts'
import { pathKinds } from '#lib/tailnet/path.ts'
import { Section } from '../panel/Section.tsx'
import { PathLegend } from '../path/PathLegend.tsx'
import { PathWord } from '../path/PathWord.tsx'
import { LaneLine } from '../target/LaneLine.tsx'
import { Name } from '../text/Name.tsx'
import '../target/target.css'

const laneHeight = 26
const nearPart = 16 / 800

/** A lane a peer: solid turns dotted where a link went from direct to DERP. */
export function FrozenLanes({ block, frozen }: { block: BlockOf<'lanes'>; frozen: Frozen }) {
  const { from, to, zone } = frozen
  const { lanes, holes, flags, more } = block
  const height = lanes.length * laneHeight
  const x = (at: number) => `${(((at - from) / (to - from)) * 100).toFixed(3)}%`
  const kinds = new Set(lanes.flatMap(lane => lane.segments.map(segment => segment.kind)))
  const changes = lanes.reduce((sum, lane) => sum + lane.flips, 0)
  const shown = flags.filter(flag => flag.at >= from && flag.at <= to)
  return (
    <Section
      title={block.title}
      meta={`${counted(lanes.length, 'link')}, ${counted(changes, 'change')}${more > 0 ? `; ${more} more are not drawn` : ''}`}
      aside={<PathLegend entries={pathKinds.filter(kind => kinds.has(kind)).map(kind => ({ kind }))} />}
    >
      <div className="lanes">
        <div className="ll">
          {lanes.map((lane, index) => (
            <div key={index}>
              <Name name={lane.peer} cut />
            </div>
          ))}
        </div>
        <svg
          className="lane-plot"
          height={height}
          role="img"
          aria-label={`${counted(lanes.length, 'link')} with ${counted(changes, 'change')} of path`}
        >
          {lanes.map((lane, index) => (
            <LaneLine
              key={index}
              lane={{
                ...lane,
                key: String(index),
                peerName: lane.peer,
                short: lane.peer,
                observer: null,
              }}
              top={index * laneHeight}
              height={laneHeight}
              x={x}
              from={from}
              to={to}
            />
          ))}
          {holes.map(hole => (
            <rect
              className="gap"
              key={hole.from}
              x={x(hole.from)}
              width={`${(((hole.to - hole.from) / (to - from)) * 100).toFixed(3)}%`}
              height={height}
            />
          ))}
          {mergeFlags(shown, nearPart * (to - from)).map(({ at, label }) => {
            const wide = label.length > 1 ? 8 + 6 * label.length : 14
            return (
              <g key={label}>
                <line className="mark" x1={x(at)} x2={x(at)} y1="-1" y2="100%" />
                <svg className="flag" x={x(at)} y="-14" overflow="visible" aria-hidden="true">
                  <rect x={-wide / 2} width={wide} height="13" />
                  <text y="10">{label}</text>
                </svg>
              </g>
            )
          })}
          {timeTicks(from, to, zone, 4).map(({ at, label }) => (
            <text key={at} className="lane-tick" x={x(at)} y="100%" dy="14" textAnchor="middle">
              {label}
            </text>
          ))}
        </svg>
        <div className="ln-now">
          {lanes.map((lane, index) => (
            <div key={index}>
              {lane.now ? (
                <PathWord kind={lane.now.kind}>
                  <span className="word">{lane.now.text}</span>
                </PathWord>
              ) : (
                <span className="faint word">no longer seen</span>
              )}
              <span className="num faint">{lane.flips > 0 && counted(lane.flips, 'change')}</span>
            </div>
          ))}
        </div>
      </div>
    </Section>
  )
}
