'use client'

import { amountTicks } from '#lib/report/axis.ts'
import { amountIn, amountOf, bytes } from '#lib/report/bytes.ts'
import { duration } from '#lib/report/duration.ts'
import { type Flag, flagsOf } from '#lib/report/flags.ts'
import type { CountedBytes } from '#lib/report/linkHistoryView.ts'
import { pathName } from '#lib/report/pathWords.ts'
import { lengthOf } from '#lib/report/range.ts'
import { trafficKinds } from '#lib/tailnet/path.ts'
import { BandChart } from '../chart/BandChart.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { PathLegend } from '../path/PathLegend.tsx'
import { Name } from '../text/Name.tsx'

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']

/** Bytes of the link by the kind of path that it had, as each end counts them. */
export function LinkBytesPanel({ params }: { params: Params }) {
  const history = useView('linkHistory', params)
  return (
    <Section
      title="Bytes by path"
      meta="in and out together, by the counters of an end’s status; two ends count the same bytes"
    >
      <Panel answer={history} what="bytes" height={220}>
        {({ bytes: counted, changes }) =>
          counted.length === 0 ? (
            <State kind="waiting" title="No bytes were counted in these hours">
              They come from the status of a pod that is looked into.
            </State>
          ) : (
            counted.map(one => (
              <Counted key={one.title} counted={one} isOnly={counted.length === 1} flags={flagsOf(changes)} />
            ))
          )
        }
      </Panel>
    </Section>
  )
}

function Counted({
  counted: { title, view },
  isOnly,
  flags,
}: {
  counted: CountedBytes
  isOnly: boolean
  flags: Flag[]
}) {
  const { totals, series, from, to } = view
  const highest = Math.max(
    0,
    ...series.points.map(point => (point.direct ?? 0) + (point.peer_relay ?? 0) + (point.derp ?? 0)),
  )
  const { unit } = amountOf(highest)
  const factor = 1024 ** Math.max(0, units.indexOf(unit))
  const said = trafficKinds.map(kind => `${pathName[kind]} ${bytes(totals[kind])}`).join(', ')
  return (
    <>
      <p className="t12 dim">
        {!isOnly && (
          <>
            <Name name={title} />,{' '}
          </>
        )}
        {unit}/s in {duration(series.stepMs / 1000)}
      </p>
      <BandChart
        label={`Bytes by path, ${title}, over ${lengthOf(from, to)}: ${said}.`}
        from={from}
        to={to}
        {...series}
        flags={flags}
        yTicks={amountTicks(highest / factor).map(tick => tick * factor)}
        yWords={value => (value === 0 ? '0' : amountIn(value, unit).replace(/\.0$/, ''))}
        words={(bucket, kind) => {
          const rate = series.points[bucket]?.[kind] ?? null
          return rate === null ? '?' : `${bytes(rate)}/s`
        }}
      />
      <PathLegend
        entries={trafficKinds
          .filter(kind => totals[kind] > 0)
          .map(kind => ({ kind, value: bytes(totals[kind]) }))}
      />
    </>
  )
}
