import type { Remedy } from '#lib/tailnet/finding.ts'
import { PathGlyph } from '../path/PathGlyph.tsx'

/** What a remedy would do to the links of a pod. A prediction, and marked as one. */
export function Gain({ gain }: { gain: Remedy['gain'] }) {
  if (!gain) return <span className="dim">No effect on the paths can be predicted.</span>
  const { derpBefore, derpAfter, directAfter, relayAfter } = gain
  if (derpBefore > 0 && derpAfter >= derpBefore) {
    return (
      <>
        <span className="tag">predicted</span> no link is sure to leave DERP.
      </>
    )
  }
  return (
    <>
      <span className="tag">predicted</span> <PathGlyph kind="derp" /> {derpBefore} to <b>{derpAfter}</b> on
      DERP
      {directAfter > 0 && (
        <>
          , <PathGlyph kind="direct" /> <b>{directAfter}</b> direct
        </>
      )}
      {relayAfter > 0 && (
        <>
          , <PathGlyph kind="peer_relay" /> <b>{relayAfter}</b> by peer relay
        </>
      )}
      .
    </>
  )
}
