import { deviceHref } from '#lib/report/deviceHref.ts'
import { linkHref } from '#lib/report/linkHref.ts'
import { expectedWords } from '#lib/report/pathWords.ts'
import type { PeerView } from '#lib/report/targetView.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { PathGlyph } from '../path/PathGlyph.tsx'
import { Inline } from '../text/Inline.tsx'
import { Name } from '../text/Name.tsx'
import { Time } from '../text/Time.tsx'
import './target.css'

/** What is measured of the link to a peer, and what is predicted: never one for the other. */
export function PeerWords({ peer, now }: { peer: PeerView; now: number }) {
  return (
    <p className="peer-words">
      <b>
        <KeptLink href={deviceHref(peer.peer)}>
          <Name name={peer.peerName} />
        </KeptLink>
      </b>{' '}
      {peer.observer && (
        <>
          seen from <Name name={peer.observer} mono />{' '}
        </>
      )}
      {peer.since === null ? (
        <>
          <PathGlyph kind="unknown" /> not measured
        </>
      ) : (
        <>
          <PathGlyph kind={peer.kind} /> measured: {peer.text}
          {peer.endpoint && (
            <>
              {' '}
              by <Name name={peer.endpoint} mono />
            </>
          )}{' '}
          since <Time at={peer.since} now={now} zoned />
        </>
      )}
      {peer.expected && (
        <>
          . <span className="tag">predicted</span>{' '}
          {peer.expected === 'depends'
            ? 'open: it depends on'
            : expectedWords[peer.expected].replace('predicted ', '')}
          {peer.dependsOn && (
            <>
              {peer.expected === 'depends' ? ' ' : ': depends on '}
              <Inline text={peer.dependsOn.replace(/\.$/, '')} />
            </>
          )}
        </>
      )}
      .
      {peer.self && (
        <>
          {' '}
          <KeptLink href={linkHref(peer.self, peer.peer)}>Both ends of this link</KeptLink>
        </>
      )}
    </p>
  )
}
