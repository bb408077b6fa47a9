import { timeTicks } from '#lib/report/axis.ts'
import type { BlockOf, Frozen } from '#lib/report/frozen.ts'
import { trafficKinds } from '#lib/tailnet/path.ts'
import { StillBands } from '../chart/StillBands.tsx'
import { StillChart } from '../chart/StillChart.tsx'
import { Section } from '../panel/Section.tsx'
import { MixBar } from '../path/MixBar.tsx'
import { PathLegend } from '../path/PathLegend.tsx'
import '../overview/overview.css'

const percents = [0, 50, 100]
const percentWords = (value: number) => (value === 0 ? '0 %' : String(value))

/** The three shares: number, bar, course. */
export function FrozenShares({ block, frozen }: { block: BlockOf<'shares'>; frozen: Frozen }) {
  const { from, to, zone } = frozen
  return (
    <div className="frozen-shares">
      {block.shares.map(share => (
        <Section key={share.title} title={share.title} meta={share.meta} className="share">
          <div className="now">
            <strong>
              {share.direct ?? '–'}
              {share.direct !== null && <span className="percent"> %</span>}
            </strong>
            <span className="dim">{share.direct === null ? 'nothing to share out' : 'direct'}</span>
            <span className="grow" />
            <span className="dim">{share.change}</span>
          </div>
          <div className="whole">
            <MixBar parts={share.parts} label={`${share.title}: ${share.direct ?? 'no'} % direct`} />
          </div>
          <PathLegend entries={trafficKinds.map(kind => ({ kind, value: share.values[kind] }))} />
          <div className="chart">
            <div className="plot frozen-plot">
              <StillChart
                from={from}
                to={to}
                ticks={timeTicks(from, to, zone, 3)}
                yTicks={percents}
                yWords={percentWords}
                holes={share.holes}
                flags={block.flags}
                openFrom={null}
              >
                <StillBands {...{ from, to }} points={share.points} stepMs={share.stepMs} top={100} isWhole />
              </StillChart>
            </div>
          </div>
        </Section>
      ))}
    </div>
  )
}
