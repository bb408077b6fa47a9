'use client'

import { counted } from '#lib/report/counted.ts'
import { printable } from '#lib/report/printable.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { useNow } from '../live/useNow.ts'
import { useView } from '../live/useView.ts'
import { CopyMarkdown } from '../share/CopyMarkdown.tsx'
import { CopyPageLink } from '../share/CopyPageLink.tsx'
import { Name } from '../text/Name.tsx'
import { LivePill } from './LivePill.tsx'
import { RangeChooser } from './RangeChooser.tsx'
import { ZoneSwitch } from './ZoneSwitch.tsx'
import './shell.css'

/** Whose tailnet, which hours, in which zone, and how fresh: the same on every page. */
export function TimeBar({ renderedAt }: { renderedAt: number }) {
  const { view, failure } = useView('standing', {}, { always: true })
  const asOf = view?.asOf ?? renderedAt
  const now = useNow(asOf)
  const nameless = failure && failure.code !== 'not_found' ? 'tailnet not known' : 'no tailnet yet'
  return (
    <section className="timebar" aria-label="Time and scope">
      <div className="scope">
        <b>
          <Name name={view?.name ?? nameless} cut />
        </b>
        {view && (
          <span className="places" title={view.clusters.map(printable).join(', ')}>
            {view.clusters.length === 1 ? (
              <Name name={view.clusters[0] ?? ''} />
            ) : (
              `all ${counted(view.clusters.length, 'cluster')}`
            )}
          </span>
        )}
        {view && view.targets > 0 && (
          <KeptLink className="nw" href="/settings#coverage">
            {view.judged} of {view.targets} pods judged
          </KeptLink>
        )}
      </div>
      <span className="grow hide-s" />
      <RangeChooser asOf={asOf} />
      <ZoneSwitch />
      <CopyPageLink asOf={asOf} />
      <CopyMarkdown />
      <LivePill asOf={asOf} now={now} lastRoundAt={view?.lastRoundAt ?? null} />
    </section>
  )
}
