'use client'

import { flagsOf } from '#lib/report/flags.ts'
import { LineChart } from '../chart/LineChart.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'

/** Round trips of a device to the DERP regions, as its own client measures them. */
export function DeviceLatencyPanel({ params }: { params: Params }) {
  const history = useView('deviceHistory', params)
  return (
    <Section
      title="Latency to DERP regions"
      meta="measured by its client, ms, round trip; a value holds until the next"
    >
      <Panel answer={history} what="latency" height={200}>
        {({ latency: { lines, others, holes, from, to }, changes }) =>
          lines.length === 0 ? (
            <State kind="waiting" title="No latency was measured in these hours">
              The Tailscale API passes on what a client measured; for this device it has nothing.
            </State>
          ) : (
            <>
              <LineChart
                label={`Latency to DERP regions: ${lines.map(({ code, last }) => `${code} ${Math.round(last)} ms`).join(', ')}.`}
                from={from}
                to={to}
                lines={lines.map(({ region, code, isHome, points }) => ({
                  key: `r${region}`,
                  name: isHome ? `${code}, home` : code,
                  isMain: isHome,
                  points: points.map(({ at, ms }) => ({ at, value: ms })),
                }))}
                holes={holes}
                flags={flagsOf(changes)}
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
