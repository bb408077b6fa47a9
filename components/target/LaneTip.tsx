import type { Zone } from '#lib/report/clock.ts'
import type { Hole } from '#lib/report/holes.ts'
import type { Lane } from '#lib/report/lanesView.ts'
import { ChartTip } from '../chart/ChartTip.tsx'
import { Name } from '../text/Name.tsx'

interface Props {
  lanes: readonly Lane[]
  holes: readonly Hole[]
  at: number
  zone: Zone
}

/** More lines than this hide the chart below them. */
const most = 8

/** The path of each link at a moment, the worst links first as the lanes stand; or why none was measured. */
export function LaneTip({ lanes, holes, at, zone }: Props) {
  const holds = (span: { from: number; to: number }) => span.from <= at && at < span.to
  const hole = holes.find(holds)
  const rows = lanes.slice(0, most).map(lane => ({
    key: lane.key,
    name: <Name name={lane.short} />,
    value: lane.holes.find(holds)?.reason ?? lane.segments.find(holds)?.text ?? 'not seen',
  }))
  const more = lanes.length - rows.length
  return (
    <ChartTip
      at={at}
      stepMs={null}
      zone={zone}
      rows={hole ? [] : rows}
      note={hole ? hole.reason : more > 0 ? `and ${more} more` : null}
    />
  )
}
