'use client'

import type { Flag } from '#lib/report/flags.ts'
import { pathName } from '#lib/report/pathWords.ts'
import { lengthOf } from '#lib/report/range.ts'
import type { ShareBlock } from '#lib/report/sharesView.ts'
import { trafficKinds } from '#lib/tailnet/path.ts'
import { BandChart } from '../chart/BandChart.tsx'
import { Section } from '../panel/Section.tsx'
import { MixBar } from '../path/MixBar.tsx'
import { PathLegend } from '../path/PathLegend.tsx'
import './overview.css'
import { shareChange, shareMeta, shareTitles, shareValue } from '#lib/report/shareWords.ts'

interface Props {
  block: ShareBlock
  from: number
  to: number
  isLive: boolean
  flags: Flag[]
}

const percents = [0, 50, 100]

/** One of the three shares: its number, its bar, its course. */
export function ShareSection({ block, from, to, isLive, flags }: Props) {
  const { name, parts, series } = block
  const title = shareTitles[name]
  const said = trafficKinds.map(kind => `${pathName[kind]} ${shareValue(name, parts, kind)}`).join(', ')
  return (
    <Section title={title} meta={shareMeta(block, from, to, isLive)} className="share">
      <div className="now">
        <strong>
          {block.percents?.direct ?? '–'}
          {block.percents && <span className="percent"> %</span>}
        </strong>
        <span className="dim">{block.percents ? 'direct' : 'nothing to share out'}</span>
        <span className="grow" />
        <span className="dim">{shareChange(block, from, to)}</span>
      </div>
      <div className="whole">
        <MixBar parts={parts} label={`${title}: ${said}`} />
      </div>
      <PathLegend entries={trafficKinds.map(kind => ({ kind, value: shareValue(name, parts, kind) }))} />
      <BandChart
        label={`${title} over ${lengthOf(from, to)}: ${said} ${name === 'links' && isLive ? 'now' : 'in all'}.`}
        from={from}
        to={to}
        {...series}
        flags={flags}
        yTicks={percents}
        yWords={value => (value === 0 ? '0 %' : String(value))}
        words={(bucket, kind) => {
          const found = series.points[bucket]?.parts
          return found ? shareValue(name, found, kind) : '?'
        }}
        isWhole
      />
    </Section>
  )
}
