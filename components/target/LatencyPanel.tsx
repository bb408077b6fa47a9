'use client'

import { flagsOf } from '#lib/report/flags.ts'
import { LineChart } from '../chart/LineChart.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import './target.css'

/** Round trips to the DERP regions, as the pod's own client measures them. */
export function LatencyPanel({ params }: { params: Params }) {
  const answer = useView('latency', params)
  const events = useView('events', params)
  return (
    <Section
      title="Latency to DERP regions"
      meta="measured by its client, ms, round trip; a value holds until the next"
      className="later"
    >
      <Panel answer={answer} what="latency" height={200}>
        {({ lines, others, holes, from, to }) =>
          lines.length === 0 ? (
            <State kind="waiting" title="No latency was measured in these hours">
              A client writes it into its log, and the Tailscale API passes it on; neither has it for this
              pod.
            </State>
          ) : (
            <>
              <LineChart
                label={`Latency to DERP regions: ${lines.map(line => `${line.code} ${Math.round(line.last)} ms`).join(', ')}.`}
                from={from}
                to={to}
                lines={lines.map(line => ({
                  key: `r${line.region}`,
                  name: line.isHome ? `${line.code}, home` : line.code,
                  isMain: line.isHome,
                  points: line.points.map(({ at, ms }) => ({ at, value: ms })),
                }))}
                holes={holes}
                flags={flagsOf(events.view?.items ?? [])}
                words={value => `${Math.round(value)} ms`}
              />
              {others.length > 0 && (
                <p className="t12 faint">
                  Not drawn: {others.map(({ code, ms }) => `${code} ${Math.round(ms)} ms`).join(', ')}
                </p>
              )}
            </>
          )
        }
      </Panel>
    </Section>
  )
}
