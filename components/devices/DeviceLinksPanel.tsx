'use client'

import { LinkTable } from '../links/LinkTable.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { ExportMenu } from '../table/ExportMenu.tsx'

/** Who reaches it how, worst path first, with both NATs and the cause. */
export function DeviceLinksPanel({ params }: { params: Params }) {
  const device = useView('device', params)
  return (
    <Section
      title="Who reaches it how"
      meta="links towards it, as the pods see them, worst first"
      aside={<ExportMenu table="device-links" search={params} />}
    >
      <Panel answer={device} what="links" height={240}>
        {({ links, more, asOf }) =>
          links.length === 0 ? (
            <State kind="waiting" title="No link to it is seen">
              Only a pod that is looked into tells whom it sends to. Whether others reach it is not known
              here.
            </State>
          ) : (
            <>
              <LinkTable rows={links} now={asOf} end="Pod" label="Links to this device" />
              {more > 0 && <p className="faint t12">And {more} more, none of them worse.</p>}
            </>
          )
        }
      </Panel>
    </Section>
  )
}
