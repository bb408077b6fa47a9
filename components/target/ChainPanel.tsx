'use client'

import { useQueryStates } from 'nuqs'
import type { PeerView } from '#lib/report/targetView.ts'
import { CheckNow } from '../checks/CheckNow.tsx'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { Name } from '../text/Name.tsx'
import { Chain } from './Chain.tsx'
import { PeerTabs } from './PeerTabs.tsx'
import { PeerWords } from './PeerWords.tsx'
import { peerParam } from './peerParam.ts'
import './target.css'

const panelId = 'way'

/** The way of a packet to one peer, hop by hop, and where it breaks. */
export function ChainPanel({ params }: { params: Params }) {
  const target = useView('target', params)
  const [{ peer: word }, set] = useQueryStates(peerParam, { shallow: true })
  return (
    <Section title="Where it breaks" meta="the way of a packet to each peer, worst path first">
      <Panel answer={target} what="way" height={260}>
        {({ peers, href, asOf, cluster, namespace, name, unjudged }) => {
          const chosen = peers.find(peer => peer.word === word) ?? peers[0]
          if (!chosen) {
            return (
              <State kind="waiting" title="No peer has been seen yet">
                A peer stands here from the first packet on that this pod sends to it.
              </State>
            )
          }
          return (
            <>
              <PeerTabs
                peers={peers}
                chosen={chosen}
                href={href}
                panelId={panelId}
                choose={peer => void set({ peer: peer.word })}
              />
              <div role="tabpanel" id={panelId} aria-labelledby={`tab ${chosen.word}`}>
                <PeerWords peer={chosen} now={asOf} />
                <Way peer={chosen} />
                <CheckNow
                  key={chosen.key}
                  cluster={cluster}
                  namespace={namespace}
                  name={name}
                  peer={chosen.peer}
                  peerName={chosen.peerName}
                  disabledWhy={unjudged}
                />
              </div>
            </>
          )
        }}
      </Panel>
    </Section>
  )
}

function Way({ peer }: { peer: PeerView }) {
  if (peer.chain) return <Chain chain={peer.chain} peer={peer} />
  return (
    <State kind="waiting" title="The layers between are not known">
      A diagnosis looks from one pod of a workload, at the links that this pod has had. It has not judged the
      one to <Name name={peer.peerName} />.
    </State>
  )
}
