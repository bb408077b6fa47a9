'use client'

import { amountTicks } from '#lib/report/axis.ts'
import { amountIn, amountOf, bytes } from '#lib/report/bytes.ts'
import type { BytesView } from '#lib/report/bytesView.ts'
import { duration } from '#lib/report/duration.ts'
import { flagsOf } from '#lib/report/flags.ts'
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
import './target.css'

/** Bytes of a target by path, as a rate over time. */
export function BytesPanel({ params }: { params: Params }) {
  const answer = useView('bytes', params)
  const events = useView('events', params)
  const scale = answer.view && scaleOf(answer.view)
  return (
    <Section
      title="Bytes by path"
      meta={
        answer.view?.source &&
        scale &&
        `measured, ${scale.unit}/s in ${duration(answer.view.series.stepMs / 1000)}, in and out, ${sourceWords[answer.view.source]}`
      }
      className="later"
    >
      <Panel answer={answer} what="bytes" height={220}>
        {view => {
          if (view.source === null) {
            return (
              <State kind="waiting" title="No counter was read in these hours">
                Bytes come from the metrics port of tailscaled (9002), or from its status. Neither was seen
                here.
              </State>
            )
          }
          const { totals, series, from, to, hasEstimates } = view
          const { unit, factor } = scaleOf(view)
          const said = trafficKinds.map(kind => `${pathName[kind]} ${bytes(totals[kind])}`).join(', ')
          return (
            <>
              <BandChart
                label={`Bytes by path over ${lengthOf(from, to)}: ${said}.`}
                from={from}
                to={to}
                {...series}
                flags={flagsOf(events.view?.items ?? [])}
                yTicks={amountTicks(highestOf(view) / factor).map(tick => tick * factor)}
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
              >
                {hasEstimates && <span>partly spread over a gap</span>}
              </PathLegend>
            </>
          )
        }}
      </Panel>
    </Section>
  )
}

const sourceWords = { metrics: 'by its metrics', status: 'summed over its peers' } as const

const highestOf = ({ series }: BytesView) =>
  Math.max(
    0,
    ...series.points.map(point => (point.direct ?? 0) + (point.peer_relay ?? 0) + (point.derp ?? 0)),
  )

/** The unit of the axis, and how many bytes are one of it. */
function scaleOf(view: BytesView): { unit: string; factor: number } {
  const { unit } = amountOf(highestOf(view))
  const power = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'].indexOf(unit)
  return { unit, factor: 1024 ** Math.max(0, power) }
}
