'use client'

import { flagsOf } from '#lib/report/flags.ts'
import { useTime } from '../live/useTime.ts'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { ShareSection } from './ShareSection.tsx'

const order = ['links', 'time', 'bytes'] as const

/** The three shares, always in this order, never on one axis. */
export function Shares({ params }: { params: Params }) {
  const shares = useView('shares', params)
  const events = useView('events', params)
  const { isLive } = useTime()
  return (
    <Panel answer={shares} what="shares" height={312}>
      {({ blocks, from, to }) => (
        <div className="cols first c3">
          {order.map(name => (
            <ShareSection
              key={name}
              block={blocks[name]}
              from={from}
              to={to}
              isLive={isLive}
              flags={flagsOf(events.view?.items ?? [])}
            />
          ))}
        </div>
      )}
    </Panel>
  )
}
