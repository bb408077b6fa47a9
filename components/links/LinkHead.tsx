'use client'

import { ButtonLink } from '../control/ButtonLink.tsx'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Verdict } from '../panel/Verdict.tsx'
import { Inline } from '../text/Inline.tsx'
import { Name } from '../text/Name.tsx'
import '../target/target.css'

/** The path of a link and which end stands in the way. */
export function LinkHead({ params }: { params: Params }) {
  const link = useView('link', params)
  return (
    <Panel answer={link} what="verdict" height={150}>
      {({ a, b, verdict, directions }) => {
        const hasRemedy = directions.some(({ remedies }) => remedies.length > 0)
        return (
          <Verdict
            above={
              <nav className="crumb" aria-label="The two ends">
                <KeptLink href={a.podHref ?? a.href}>
                  <Name name={a.name} mono />
                </KeptLink>{' '}
                ↔{' '}
                <KeptLink href={b.podHref ?? b.href}>
                  <Name name={b.name} mono />
                </KeptLink>
              </nav>
            }
            headline={<Name name={verdict.headline} />}
            actions={
              hasRemedy && (
                <ButtonLink href="#remedy" primary>
                  What makes it direct
                </ButtonLink>
              )
            }
          >
            {verdict.reasons.map(reason => (
              <span key={reason}>
                <Inline text={reason} />{' '}
              </span>
            ))}
          </Verdict>
        )
      }}
    </Panel>
  )
}
