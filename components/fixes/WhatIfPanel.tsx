'use client'

import { targetHref } from '#lib/report/eventsView.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { Ago } from '../text/Ago.tsx'
import { Name } from '../text/Name.tsx'
import { WhatIfChoices } from './WhatIfChoices.tsx'
import { WhatIfOutcome } from './WhatIfOutcome.tsx'
import { whatIfHref } from './whatIfHref.ts'
import './fixes.css'

/** What one change, or several at once, would do: ticked by links, so that it works without scripts and can be sent on. */
export function WhatIfPanel({ params }: { params: Params }) {
  const answer = useView('whatIf', params)
  const { cluster, namespace, name } = params
  const since = answer.view?.countedSince ?? null
  return (
    <Section
      title="What if"
      id="what-if"
      meta={
        <>
          Tick changes to see what they would do together. Predicted from NAT and policy, never measured
          {since !== null && answer.view && (
            <>
              ; bytes counted for <Ago at={since} now={answer.view.asOf} />
            </>
          )}
          .
        </>
      }
    >
      {cluster && namespace && name && (
        <p className="whatif-of">
          Only what can be done at{' '}
          <KeptLink href={targetHref(cluster, namespace, name)}>
            <Name name={`${namespace} / ${name}`} />
          </KeptLink>
          .{' '}
          <KeptLink href={whatIfHref({}, params.with ?? '')} scroll={false}>
            All workloads
          </KeptLink>
        </p>
      )}
      <Panel answer={answer} what="what if" height={320}>
        {view =>
          view.choices.length === 0 && view.unread.length === 0 ? (
            <State kind="good" title="Nothing to try">
              Changes stand here once a diagnosed link goes through DERP.
            </State>
          ) : (
            <>
              {view.unread.length > 0 && (
                <State kind="info" title="Not all of this address can be tried now">
                  {view.unread.map((word, index) => (
                    <span key={word}>
                      {index > 0 && ', '}
                      <Name name={word} mono />
                    </span>
                  ))}
                  : no diagnosis proposes it there.
                </State>
              )}
              <WhatIfOutcome view={view} />
              <WhatIfChoices view={view} params={params} />
            </>
          )
        }
      </Panel>
    </Section>
  )
}
