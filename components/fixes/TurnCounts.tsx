import { PathGlyph } from '../path/PathGlyph.tsx'

/** How many links a change would turn, each way with its sign; `none` says that it turns nothing. */
export function TurnCounts({ direct, peerRelay, none }: { direct: number; peerRelay: number; none: string }) {
  if (direct === 0 && peerRelay === 0) return <span className="dim">{none}</span>
  return (
    <>
      {direct > 0 && (
        <span className="nw">
          <PathGlyph kind="direct" /> {direct} direct
        </span>
      )}
      {direct > 0 && peerRelay > 0 && ', '}
      {peerRelay > 0 && (
        <span className="nw">
          <PathGlyph kind="peer_relay" /> {peerRelay} by peer relay
        </span>
      )}
    </>
  )
}
