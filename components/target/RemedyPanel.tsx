'use client'

import type { Remedy } from '#lib/tailnet/finding.ts'
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
    >
      <Panel answer={target} what="remedy" height={420}>
        {({ remedies, findings }) => {
          const main = remedies.find(isFit)
          const others = remedies.filter(way => way !== main)
          return (
            <>
              {main ? (
                <MainRemedy remedy={main} />
              ) : (
                <State
                  kind={findings.length === 0 ? 'good' : 'info'}
                  title={findings.length === 0 ? 'Nothing to change' : 'No change on this side helps'}
                >
                  {findings.length === 0
                    ? 'A remedy stands here as soon as a cause is found.'
                    : 'What was found lies elsewhere, or nothing that tailpath knows cures it.'}
                </State>
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

/** The remedies come best first. One that is open may still be the best there is. */
const isFit = (way: Remedy) => way.applies !== 'no'
