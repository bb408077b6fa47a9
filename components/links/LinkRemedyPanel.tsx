'use client'

import type { DirectionView } from '#lib/report/linkView.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { MainRemedy } from '../target/MainRemedy.tsx'
import { Inline } from '../text/Inline.tsx'
import { Name } from '../text/Name.tsx'
import '../overview/overview.css'

/** What would make the link direct, from each end where something can be changed. */
export function LinkRemedyPanel({ params }: { params: Params }) {
  const link = useView('link', params)
  return (
    <Section
      title="What would make it direct"
      meta="one end is enough; gains are for all links of the pod"
      id="remedy"
    >
      <Panel answer={link} what="remedies" height={240}>
        {({ directions }) => {
          const cured = directions.filter(({ remedies }) => remedies.length > 0)
          if (cured.length > 0) {
            return cured.map(direction => (
              <Cure key={direction.observer} direction={direction} isOnly={cured.length === 1} />
            ))
          }
          const isDirect = directions.some(({ peer }) => peer.kind === 'direct')
          return isDirect ? (
            <State kind="good" title="Nothing: it is direct" />
          ) : (
            <State kind="info" title="No change of a pod is known to do it">
              Either nothing was found yet, or the cause lies at an end that is no pod of a watched cluster.
            </State>
          )
        }}
      </Panel>
    </Section>
  )
}

function Cure({
  direction: { title, remedies, podHref },
  isOnly,
}: {
  direction: DirectionView
  isOnly: boolean
}) {
  const [first, ...others] = remedies
  if (!first) return null
  return (
    <>
      {!isOnly && (
        <h3 className="med">
          At the side of <Name name={title} />
        </h3>
      )}
      <MainRemedy remedy={first} />
      {others.length > 0 && (
        <p className="t12 dim">
          Also:{' '}
          {others.slice(0, 4).map(({ id, title }, index) => (
            <span key={id}>
              {index > 0 && '; '}
              <Inline text={title} />
            </span>
          ))}
          . {podHref && <KeptLink href={`${podHref}#remedy`}>All ways with their patches</KeptLink>}
        </p>
      )}
    </>
  )
}
