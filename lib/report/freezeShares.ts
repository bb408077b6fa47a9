import type { Flag } from './flags.ts'
import type { BlockOf, FrozenShare } from './frozen.ts'
import { absolute, type FreezeInput } from './frozenHead.ts'
import type { ShareBlock, SharesView } from './sharesView.ts'
import { shareChange, shareMeta, shareTitles, shareValue } from './shareWords.ts'

/** The three shares with their course, in the order of every page: links, time, bytes. */
export function freezeShares(view: SharesView, flags: Flag[], input: FreezeInput): BlockOf<'shares'> {
  const { links, time, bytes } = view.blocks
  return {
    block: 'shares',
    shares: [links, time, bytes].map(each => shareOf(each, view, input)),
    flags: flags.map(({ at, no }) => ({ at, no })),
  }
}

function shareOf(block: ShareBlock, { from, to }: SharesView, input: FreezeInput): FrozenShare {
  const { name, parts, percents, series } = block
  return {
    title: shareTitles[name],
    meta: shareMeta(block, from, to, false),
    direct: percents?.direct ?? null,
    parts: { direct: parts.direct, peer_relay: parts.peer_relay, derp: parts.derp },
    values: {
      direct: shareValue(name, parts, 'direct'),
      peer_relay: shareValue(name, parts, 'peer_relay'),
      derp: shareValue(name, parts, 'derp'),
    },
    change: absolute(shareChange(block, from, to), input),
    stepMs: series.stepMs,
    points: series.points.map(({ at, direct, peer_relay, derp }) => ({ at, direct, peer_relay, derp })),
    holes: series.holes.map(({ from, to, reason }) => ({ from, to, reason })),
  }
}
