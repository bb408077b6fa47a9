'use client'

import { hardnessWords } from '#lib/report/pathWords.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { HardnessSign } from '../target/HardnessSign.tsx'
import { Name } from '../text/Name.tsx'
import '../table/table.css'

/** Devices that the internet sees at the same address: they share its last NAT. */
export function NeighboursPanel({ params }: { params: Params }) {
  const device = useView('device', params)
  return (
    <Section
      title="At the same public address"
      meta="they share its way out; where one is hard, so is the gateway"
    >
      <Panel answer={device} what="neighbours" height={140}>
        {({ neighbours, publicAddresses }) =>
          neighbours.length === 0 ? (
            <State
              kind="info"
              title={publicAddresses.length === 0 ? 'Its public address is not known' : 'It is alone there'}
            >
              {publicAddresses.length === 0
                ? 'It comes from the Tailscale API.'
                : `No other device of the tailnet is seen at ${publicAddresses.join(', ')}.`}
            </State>
          ) : (
            <table className="stacked">
              <thead>
                <tr>
                  <th scope="col">Device</th>
                  <th scope="col">What it is</th>
                  <th scope="col">Its NAT</th>
                  <th scope="col">Address</th>
                </tr>
              </thead>
              <tbody>
                {neighbours.map(({ name, href, words, hardness, address }) => (
                  <tr key={href}>
                    <td data-label="Device">
                      <KeptLink href={href}>
                        <Name name={name} />
                      </KeptLink>
                    </td>
                    <td data-label="What it is">
                      <Name name={words} />
                    </td>
                    <td data-label="Its NAT" className="nw">
                      <HardnessSign hardness={hardness} /> {hardnessWords[hardness]}
                    </td>
                    <td data-label="Address">
                      <Name name={address} mono />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Panel>
    </Section>
  )
}
