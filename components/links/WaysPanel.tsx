'use client'

import type { DirectionView, LinkView } from '#lib/report/linkView.ts'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { Chain } from '../target/Chain.tsx'
import { PeerWords } from '../target/PeerWords.tsx'
import { Name } from '../text/Name.tsx'
import './links.css'

/** Each direction as its own observer sees it: what is measured, what is predicted, where it breaks. */
export function WaysPanel({ params }: { params: Params }) {
  const link = useView('link', params)
  return (
    <Section title="Where it breaks" meta={link.view && agreementWords[link.view.agreement]}>
      <Panel answer={link} what="way" height={280}>
        {({ directions, asOf }) =>
          directions.length === 0 ? (
            <State kind="waiting" title="Neither end is looked into">
              The path is told by the one who sends: a pod whose status is read, or a host that pushes its
              own.
            </State>
          ) : (
            directions.map(direction => (
              <Way
                key={direction.observer}
                direction={direction}
                now={asOf}
                isOnly={directions.length === 1}
              />
            ))
          )
        }
      </Panel>
    </Section>
  )
}

const agreementWords: Record<LinkView['agreement'], string> = {
  both: 'both ends are looked into',
  one_way: 'one way: the two ends say different paths, and both are right about their own packets',
  one_view: 'told by one end: the other is not looked into',
  unseen: 'no traffic between them was seen',
}

function Way({ direction, now, isOnly }: { direction: DirectionView; now: number; isOnly: boolean }) {
  const { peer, title, isNear } = direction
  return (
    <article className="view-of" aria-label={title}>
      {!isOnly && (
        <h3>
          <Name name={title} />
        </h3>
      )}
      <PeerWords peer={peer} now={now} />
      {peer.chain && <Chain chain={peer.chain} peer={peer} />}
      {isNear && (
        <p className="chain-v">
          <b>One network.</b> Packets go to an address of <Name name={peer.short} />
          ’s own; no NAT stands between.
        </p>
      )}
    </article>
  )
}
