import type { Flip } from '#lib/tailnet/history.ts'
import type { PathKind } from '#lib/tailnet/path.ts'

/** A start on DERP is normal: a path that lasted for less traffic than this was no settled one. */
const startSeconds = 30

const isPath = (kind: PathKind) => kind === 'direct' || kind === 'peer_relay' || kind === 'derp'

/** Did a link leave one path for another? Waking from a pause is no change, and neither is a start on DERP. */
export const isSettledFlip = ({ from, to, trafficSeconds }: Flip): boolean =>
  isPath(from) && isPath(to) && !(from === 'derp' && trafficSeconds < startSeconds)
