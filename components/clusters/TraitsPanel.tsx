'use client'

import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { Inline } from '../text/Inline.tsx'
import { Name } from '../text/Name.tsx'
import './clusters.css'

/** CNI, distribution and cloud, each with what was seen of it. */
export function TraitsPanel({ params }: { params: Params }) {
  return (
    <Section title="What it is" meta="as detected, with what was seen">
      <Panel answer={useView('cluster', params)} what="environment" height={240}>
        {({ traits, hasObjects }) => (
          <dl className="traits">
            {traits.map(trait => (
              <div key={trait.title}>
                <dt>{trait.title}</dt>
                <dd>
                  {trait.value === null ? (
                    <span className="dim">not told</span>
                  ) : (
                    <span className="med">
                      <Name name={trait.value} />
                    </span>
                  )}
                  <ul>
                    {trait.seen.map(seen => (
                      <li key={seen}>
                        <Inline text={seen} />
                      </li>
                    ))}
                    {trait.seen.length === 0 && (
                      <li>{hasObjects ? 'Nothing known was seen.' : 'Its objects are not read.'}</li>
                    )}
                  </ul>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </Panel>
    </Section>
  )
}
