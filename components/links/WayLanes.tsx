'use client'

import { counted } from '#lib/report/counted.ts'
import type { Flag } from '#lib/report/flags.ts'
import type { Lane, LanesView } from '#lib/report/lanesView.ts'
import { lengthOf } from '#lib/report/range.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { PathWord } from '../path/PathWord.tsx'
import { LaneFlags } from '../target/LaneFlags.tsx'
import { LanePlot } from '../target/LanePlot.tsx'
import { Name } from '../text/Name.tsx'
import '../chart/chart.css'
import '../target/target.css'
import './links.css'

const most = 40

interface Props {
  view: LanesView
  /** Of what happened to its ends. */
  flags: Flag[]
  /** Where the name of a lane leads; null where it leads nowhere. */
  hrefOf: (lane: Lane) => string | null
}

/** Links over time, a lane each, every lane named for the end that it is told by. */
export function WayLanes({ view, flags, hrefOf }: Props) {
  const { from, to } = view
  const lanes = view.lanes.slice(0, most)
  const changes = view.lanes.reduce((sum, lane) => sum + lane.flips, 0)
  const label = `${counted(view.lanes.length, 'link')} over ${lengthOf(from, to)} with ${counted(changes, 'change')} of path; as a table below`
  return (
    <>
      <div className="lanes ways">
        <div className="ll">
          {lanes.map(lane => (
            <div key={lane.key}>
              <LaneName name={lane.short} href={hrefOf(lane)} />
            </div>
          ))}
        </div>
        <LanePlot
          view={view}
          lanes={lanes}
          label={label}
          over={x => <LaneFlags flags={flags} from={from} to={to} x={x} />}
        />
        <div className="ln-now">
          {lanes.map(lane => (
            <div key={lane.key}>
              {lane.now ? (
                <PathWord kind={lane.now.kind}>
                  <span className="word">{lane.now.text}</span>
                </PathWord>
              ) : (
                <span className="faint">gone</span>
              )}
              <span className="num faint">{lane.flips > 0 && counted(lane.flips, 'change')}</span>
            </div>
          ))}
        </div>
      </div>
      {view.lanes.length > most && (
        <p className="faint t12">
          The worst {most} of {view.lanes.length} links; all of them stand in the table.
        </p>
      )}
    </>
  )
}

function LaneName({ name, href }: { name: string; href: string | null }) {
  if (href === null) return <Name name={name} cut />
  return (
    <KeptLink href={href} className="ell">
      <Name name={name} cut />
    </KeptLink>
  )
}
