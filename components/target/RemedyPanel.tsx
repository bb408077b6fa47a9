'use client'

import type { Remedy } from '#lib/tailnet/finding.ts'
import { MarkApplied } from '../fixes/MarkApplied.tsx'
import { Turns } from '../fixes/Turns.tsx'
import { whatIfHref } from '../fixes/whatIfHref.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { MainRemedy } from './MainRemedy.tsx'
import { OtherWay } from './OtherWay.tsx'
import './target.css'

/** What to change: the first way in full, the others below it, with those that change nothing and why. */
export function RemedyPanel({ params }: { params: Params }) {
  const target = useView('target', params)
  const ways = target.view?.remedies ?? []
  const fit = ways.filter(way => way.applies !== 'no')
  return (
    <Section
      title="Remedy"
      id="remedy"
      meta={fit.length > 1 && `first of ${fit.length}, by links that leave DERP`}
      aside={
        ways.length > 1 && (
          <KeptLink href={whatIfHref(placeOf(params), '')}>What if several were done?</KeptLink>
        )
      }
    >
      <Panel answer={target} what="remedy" height={420}>
        {({ remedies, findings, computedAt, goneAt }) => {
          const main = remedies.find(isFit)
          const others = remedies.filter(way => way !== main)
          return (
            <>
              {main ? (
                <>
                  <MainRemedy remedy={main} />
                  <Turns turns={main.turns} />
                  <MarkApplied {...placeOf(params)} remedy={main} />
                </>
              ) : (
                <NoRemedy
                  hasCause={findings.length > 0}
                  isDiagnosed={computedAt !== null && goneAt === null}
                />
              )}
              {others.length > 0 && (
                <article className="cause others">
                  <header>
                    <h3>Other ways</h3>
                  </header>
                  <ul>
                    {others.map(way => (
                      <OtherWay key={way.id} remedy={way} />
                    ))}
                  </ul>
                </article>
              )}
            </>
          )
        }}
      </Panel>
    </Section>
  )
}

const placeOf = ({ cluster = '', namespace = '', name = '' }: Params) => ({ cluster, namespace, name })

/** The remedies come best first. One that is open may still be the best there is. */
const isFit = (way: Remedy) => way.applies !== 'no'

function NoRemedy({ hasCause, isDiagnosed }: { hasCause: boolean; isDiagnosed: boolean }) {
  if (!isDiagnosed) {
    return (
      <State kind="waiting" title="No remedy is known">
        Remedies follow from causes, and those from a diagnosis of what runs.
      </State>
    )
  }
  return hasCause ? (
    <State kind="info" title="No change on this side helps">
      What was found lies elsewhere, or nothing that tailpath knows cures it.
    </State>
  ) : (
    <State kind="good" title="Nothing to change">
      A remedy stands here as soon as a cause is found.
    </State>
  )
}
