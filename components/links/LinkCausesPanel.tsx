'use client'

import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { Cause } from '../target/Cause.tsx'
import { Name } from '../text/Name.tsx'

/** Why the link is not direct, as the diagnosis of each end that is a pod says. */
export function LinkCausesPanel({ params }: { params: Params }) {
  const link = useView('link', params)
  return (
    <Section title="Causes" meta="of this link alone, with what they rest on">
      <Panel answer={link} what="causes" height={240}>
        {({ directions, asOf }) => {
          const told = directions.filter(({ findings }) => findings.length > 0)
          if (told.length === 0) {
            const isJudged = directions.some(({ computedAt }) => computedAt !== null)
            return isJudged ? (
              <State kind="good" title="No cause is open">
                What was seen of both ends gives no reason against a direct link.
              </State>
            ) : (
              <State kind="waiting" title="Not diagnosed">
                Only the links of pods in a watched cluster are diagnosed, within a minute after the first
                look.
              </State>
            )
          }
          return told.map(({ observer, title, findings }) => (
            <div key={observer}>
              {told.length > 1 && (
                <h3 className="med">
                  As <Name name={title} /> sees it
                </h3>
              )}
              {findings.map(finding => (
                <Cause key={finding.code} finding={finding} onDerp={0} now={asOf} />
              ))}
            </div>
          ))
        }}
      </Panel>
    </Section>
  )
}
