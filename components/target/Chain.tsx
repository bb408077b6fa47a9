import { type CSSProperties, Fragment } from 'react'
import type { ChainView, Joint } from '#lib/report/chainView.ts'
import { pathName } from '#lib/report/pathWords.ts'
import type { PeerView } from '#lib/report/targetView.ts'
import { PathGlyph } from '../path/PathGlyph.tsx'
import { pathClass } from '../path/pathClass.ts'
import { Name } from '../text/Name.tsx'
import { Hop } from './Hop.tsx'
import './target.css'

/** Boxes for the hops and lines between them; above them the detour that packets take instead, if they do. */
export function Chain({ chain, peer }: { chain: ChainView; peer: PeerView }) {
  const detour = detourOf(peer)
  const last = chain.hops.length - 1
  const columns = chain.hops.flatMap((_, index) => [
    index === 0 || index === last ? 'minmax(0, 1fr)' : 'minmax(0, 1.25fr)',
    ...(index < last ? [chain.joints[index]?.isInternet ? 'var(--internet)' : 'var(--joint)'] : []),
  ])
  // A property of its own, so that a phone's style may set the hops one below the other.
  const hopsStyle: CSSProperties & { '--hops': string } = { '--hops': columns.join(' ') }
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing of boxes, no set of fields */}
      <div
        className={detour ? 'chain' : 'chain plain'}
        style={hopsStyle}
        role="group"
        aria-label={`The way to ${peer.peerName}`}
      >
        {detour && (
          <div className={`detour ${pathClass[detour.kind]}`}>
            <span>
              <PathGlyph kind={detour.kind} /> {detour.words}
            </span>
          </div>
        )}
        {chain.hops.map((hop, index) => {
          const joint = chain.joints[index]
          return (
            <Fragment key={hop.title}>
              <Hop hop={hop} />
              {joint && <JointLine joint={joint} />}
            </Fragment>
          )
        })}
      </div>
      <p className="chain-v">
        <b>
          <Name name={chain.sentence.strong} />
        </b>{' '}
        <Name name={chain.sentence.rest} />
      </p>
    </>
  )
}

/** The way around that packets take, or would take by what is predicted. */
function detourOf(peer: PeerView): { kind: 'derp' | 'peer_relay'; words: string } | null {
  if (peer.since !== null) {
    if (peer.kind !== 'derp' && peer.kind !== 'peer_relay') return null
    return { kind: peer.kind, words: `What happens: ${peer.text}` }
  }
  if (peer.expected !== 'derp' && peer.expected !== 'peer_relay') return null
  return { kind: peer.expected, words: `Predicted: ${pathName[peer.expected]}` }
}

function JointLine({ joint: { isCut, hasCross, isInternet } }: { joint: Joint }) {
  return (
    <div className={isCut ? 'con cut' : 'con ok'}>
      <svg aria-hidden="true" className="h">
        <line x1="0" x2="100%" y1="50%" y2="50%" />
      </svg>
      {hasCross && (
        <span className="x">
          <svg className="sev" aria-hidden="true">
            <use href="#i-no" />
          </svg>
          <span className="sr">breaks here</span>
        </span>
      )}
      {isInternet && <span className="ct">internet</span>}
    </div>
  )
}
