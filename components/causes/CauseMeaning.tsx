'use client'

import { Fragment } from 'react'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Certainty } from '../panel/Certainty.tsx'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { Inline } from '../text/Inline.tsx'
import { CauseRemedies } from './CauseRemedies.tsx'
import './causes.css'

/** What a cause is, how one would know that it is not so, and what would make it surer. */
export function CauseMeaning({ params }: { params: Params }) {
  const cause = useView('cause', params)
  return (
    <Section title="What it means">
      <Panel answer={cause} what="meaning" height={160}>
        {view => (
          <div className="cols c2 meaning">
            <div>
              <p>
                <Inline text={view.means} />
              </p>
              {view.lies && (
                <p className="dim">
                  {view.clearsPath && <span className="tag">not the path</span>} It lies {view.lies}.
                </p>
              )}
              <CauseRemedies remedies={view.remedies} />
              {view.links.length > 0 && (
                <ul className="sources">
                  {view.links.map(link => (
                    <li key={link}>
                      <a href={link} rel="noreferrer">
                        {link.replace(/^https:\/\//, '')}
                      </a>
                    </li>
                  ))}
                </ul>
              )}
            </div>
            <dl>
              {view.needs.length > 0 && <dt>Needs to know</dt>}
              {view.needs.map(({ what, tier }) => (
                <dd key={what}>
                  <Inline text={what} />
                  <span className="tag">{tier}</span>
                </dd>
              ))}
              {view.sure.map(({ certainty, when }) => (
                <Fragment key={certainty}>
                  <dt>
                    <Certainty degree={certainty} />
                  </dt>
                  <dd>
                    <Inline text={when} />
                  </dd>
                </Fragment>
              ))}
              <dt>Would disprove it</dt>
              <dd>
                <Inline text={view.disproof} />
              </dd>
              {view.surer.length > 0 && <dt>Would make it surer</dt>}
              {view.surer.map(({ what, tier }) => (
                <dd key={what}>
                  <Inline text={what} />
                  {tier && <span className="tag">{tier}</span>}
                </dd>
              ))}
              {view.silencedBy.length > 0 && <dt>Silenced by</dt>}
              {view.silencedBy.map(({ code, title }) => (
                <dd key={code}>
                  <KeptLink href={`/causes/${code}`}>{title}</KeptLink>
                </dd>
              ))}
            </dl>
          </div>
        )}
      </Panel>
    </Section>
  )
}
