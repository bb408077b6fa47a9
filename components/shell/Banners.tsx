'use client'

import { KeptLink } from '../live/KeptLink.tsx'
import { useTime } from '../live/useTime.ts'
import { useView } from '../live/useView.ts'
import { Mark } from '../panel/Mark.tsx'
import { Time } from '../text/Time.tsx'
import { PastNote } from './PastNote.tsx'
import './shell.css'

/** What every page must say first: that nothing can be read, that the picture is old, that it is a demo. */
export function Banners() {
  const { view, failure } = useView('standing', {}, { always: true })
  const banner = view?.banner ?? null
  const { isLive } = useTime()
  if (!failure && !banner && view?.mode !== 'demo' && isLive) return null
  return (
    <section aria-label="Notices">
      {failure && failure.code !== 'not_found' ? (
        <div className="banner critical" role="alert">
          <Mark level="critical" />
          <span>
            <b>{failure.why}</b> {view ? 'What you see is the last known state.' : failure.todo}
          </span>
        </div>
      ) : failure ? (
        <div className="banner" role="status">
          <Mark level="info" />
          <span>
            <b>Nothing is measured yet.</b> No collector has run on this database; the pages fill by
            themselves when one does.
          </span>
        </div>
      ) : (
        banner && (
          <div className={`banner ${banner.level}`} role={banner.level === 'critical' ? 'alert' : 'status'}>
            <Mark level={banner.level} />
            <span>
              <b>{banner.strong}</b> {banner.rest}
              {banner.since !== null && view && (
                <>
                  {' '}
                  <Time at={banner.since} now={view.asOf} zoned />.
                </>
              )}
            </span>
            <KeptLink href={banner.href}>{banner.link}</KeptLink>
          </div>
        )
      )}
      {view && <PastNote now={view.asOf} />}
      {view?.mode === 'demo' && (
        <div className="banner demo">
          <Mark level="info" />
          <span>
            <b>Demo data.</b> Recordings of a lab, played on this machine; no real tailnet is behind it.
          </span>
          <KeptLink href="/settings#connect">Connect yours</KeptLink>
        </div>
      )}
    </section>
  )
}
