'use client'

import { Layers } from '../links/Layers.tsx'
import { NatFacts } from '../links/NatFacts.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import '../links/links.css'

/** What is known of a device's NAT, and who says it. */
export function DeviceNatPanel({ params }: { params: Params }) {
  const device = useView('device', params)
  const by = device.view?.chainBy
  return (
    <Section title="Its NAT" meta={by ? byWords[by] : null}>
      <Panel answer={device} what="NAT" height={220}>
        {({ chain, nat, asOf }) => (
          <>
            {chain ? (
              <div className={chain.side === 'hard' || chain.udp === 'no' ? 'end hard' : 'end'}>
                <Layers chain={chain} />
              </div>
            ) : (
              <State kind="waiting" title="Nothing is known of its way out">
                The Tailscale API tells it, or a look into the device itself.
              </State>
            )}
            <h3 className="t12 faint">Measured, and by whom</h3>
            <NatFacts facts={nat} now={asOf} />
          </>
        )}
      </Panel>
    </Section>
  )
}

const byWords = {
  diagnosis: 'as the last diagnosis puts it together',
  api: 'by the word of the Tailscale API alone',
} as const
