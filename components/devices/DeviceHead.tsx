'use client'

import { duration } from '#lib/report/duration.ts'
import { ButtonLink } from '../control/ButtonLink.tsx'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { State } from '../panel/State.tsx'
import { Verdict } from '../panel/Verdict.tsx'
import { MixBar } from '../path/MixBar.tsx'
import { Name } from '../text/Name.tsx'
import { Time } from '../text/Time.tsx'
import '../target/target.css'

/** Whose trouble it is, the device's or a pod's, and what is known of the device. */
export function DeviceHead({ params }: { params: Params }) {
  const device = useView('device', params)
  return (
    <Panel answer={device} what="verdict" height={168}>
      {({ name, verdict, facts, pod, asOf, isUnlisted, goneAt, kinds }) => (
        <>
          <Verdict
            above={
              <nav className="crumb" aria-label="Which device this is">
                Devices /{' '}
                <span aria-current="page">
                  <Name name={name} mono />
                </span>
              </nav>
            }
            headline={<Name name={verdict.headline} />}
            actions={
              pod && (
                <ButtonLink href={pod.href} primary>
                  Its pod
                </ButtonLink>
              )
            }
          >
            {verdict.reasons.map(reason => (
              <span key={reason}>
                <Name name={reason} />{' '}
              </span>
            ))}
            {verdict.since !== null && (
              <>
                Since <Time at={verdict.since} now={asOf} zoned />, {duration((asOf - verdict.since) / 1000)}{' '}
                ago.
              </>
            )}
            {goneAt !== null && (
              <>
                Gone since <Time at={goneAt} now={asOf} zoned />.
              </>
            )}
          </Verdict>
          {isUnlisted && (
            <State kind="info" title="No device list names it">
              Only the status of pods names it. With the scope <code>devices:core:read</code> its NAT, system
              and owner stand here.
            </State>
          )}
          <dl className="kv facts">
            <div>
              <dt>Links to it</dt>
              <dd>
                <MixBar parts={kinds} />
              </dd>
            </div>
            {pod && (
              <div>
                <dt>Its own links</dt>
                <dd>
                  <KeptLink href={pod.href} aria-label={`Links of ${pod.words}`}>
                    <MixBar parts={pod.kinds} />
                  </KeptLink>
                </dd>
              </div>
            )}
            {facts.map(({ label, value, isMono }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  {value === null ? <span className="faint">?</span> : <Name name={value} mono={isMono} />}
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </Panel>
  )
}
