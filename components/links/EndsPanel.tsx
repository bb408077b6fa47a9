'use client'

import type { EndView } from '#lib/report/linkView.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { Name } from '../text/Name.tsx'
import { Time } from '../text/Time.tsx'
import { Layers } from './Layers.tsx'
import { NatFacts } from './NatFacts.tsx'
import './links.css'

/** Both ends side by side, each with its layers and with who says what of it. */
export function EndsPanel({ params }: { params: Params }) {
  const link = useView('link', params)
  return (
    <Section
      title="Both ends"
      meta="the way out of each; a heavy frame marks a hard side, or one without UDP"
    >
      <Panel answer={link} what="ends" height={320}>
        {({ a, b, asOf }) => (
          <div className="ends">
            <End end={a} now={asOf} />
            <End end={b} now={asOf} />
          </div>
        )}
      </Panel>
    </Section>
  )
}

function End({ end, now }: { end: EndView; now: number }) {
  const isHard = end.chain?.udp === 'no' || end.chain?.side === 'hard'
  return (
    <article className={isHard ? 'end hard' : 'end'}>
      <h3>
        <KeptLink href={end.href}>
          <Name name={end.name} />
        </KeptLink>
      </h3>
      <p className="t12 dim">
        {end.podHref ? (
          <KeptLink href={end.podHref}>
            <Name name={end.words} />
          </KeptLink>
        ) : (
          <Name name={end.words} />
        )}
        {end.goneAt !== null && (
          <>
            {', gone since '}
            <Time at={end.goneAt} now={now} zoned />
          </>
        )}
      </p>
      <p className="mono t12 dim">
        <Name name={end.addresses.join(', ')} />
      </p>
      {end.chain ? <Layers chain={end.chain} /> : <p className="dim">Nothing is known of its way out.</p>}
      <h4 className="t12 faint">Measured</h4>
      <NatFacts facts={end.facts} now={now} />
    </article>
  )
}
