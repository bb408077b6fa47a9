'use client'

import { Fragment } from 'react'
import { duration } from '#lib/report/duration.ts'
import { ButtonLink } from '../control/ButtonLink.tsx'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { State } from '../panel/State.tsx'
import { Verdict } from '../panel/Verdict.tsx'
import { Name } from '../text/Name.tsx'
import { Time } from '../text/Time.tsx'
import './target.css'

/** Where a target is, what its paths are and why, and what is known of its surroundings. */
export function TargetHead({ params }: { params: Params }) {
  const target = useView('target', params)
  return (
    <Panel answer={target} what="verdict" height={168}>
      {view => {
        const { verdict, facts, asOf } = view
        const hasPatch = view.remedies.some(remedy => remedy.applies !== 'no')
        return (
          <>
            <Verdict
              above={
                <nav className="crumb" aria-label="Where this pod is">
                  <KeptLink href="/pods">Pods</KeptLink> / <Name name={view.cluster} /> /{' '}
                  <Name name={view.namespace} /> /{' '}
                  <span aria-current="page">
                    <Name name={view.name} mono />
                  </span>
                </nav>
              }
              headline={<Name name={verdict.headline} />}
              actions={
                view.goneAt !== null ? (
                  <ButtonLink href={`${view.href}?${lastHours(view.goneAt)}`} primary>
                    Its last 6 h
                  </ButtonLink>
                ) : (
                  hasPatch && (
                    <ButtonLink href={`${view.href}#remedy`} primary>
                      See the patch
                    </ButtonLink>
                  )
                )
              }
            >
              {verdict.reasons.map(reason => (
                <Fragment key={reason}>
                  <Name name={reason} />{' '}
                </Fragment>
              ))}
              {view.goneAt !== null && (
                <>
                  Gone since <Time at={view.goneAt} now={asOf} zoned />.
                </>
              )}
              {verdict.since !== null && (
                <>
                  Since <Time at={verdict.since} now={asOf} zoned />,{' '}
                  <span className="nw">{duration((asOf - verdict.since) / 1000)} ago.</span>
                </>
              )}
            </Verdict>
            {view.unjudged !== null && view.goneAt === null && (
              <State kind="info" title="Who talks to whom: needs exec or push">
                The paths of this pod are not seen: <Name name={view.unjudged} />. What stands below is
                predicted from the Tailscale API and from Kubernetes objects, and the mix of bytes is measured
                where its metrics answer. <KeptLink href="/settings">What to grant</KeptLink>
              </State>
            )}
            <dl className="kv facts">
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
        )
      }}
    </Panel>
  )
}

/** The six hours before a moment, as the address says them. */
function lastHours(to: number): string {
  const iso = (at: number) => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z')
  return new URLSearchParams({ from: iso(to - 6 * 3_600_000), to: iso(to) }).toString()
}
