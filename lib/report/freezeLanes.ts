import type { Flag } from './flags.ts'
import type { BlockOf } from './frozen.ts'
import type { LanesView } from './lanesView.ts'
import { seenFrom } from './seenFrom.ts'

/** As many as a page shows at first. */
const most = 24

/** The path of each link over time, a lane a peer. */
export function freezeLanes(view: LanesView, flags: Flag[]): BlockOf<'lanes'> {
  return {
    block: 'lanes',
    title: 'Path of each link',
    lanes: view.lanes.slice(0, most).map(lane => ({
      peer: seenFrom(lane),
      now: lane.now && { kind: lane.now.kind, text: lane.now.text },
      flips: lane.flips,
      segments: lane.segments.map(({ from, to, kind, text, flips }) => ({ from, to, kind, text, flips })),
      holes: lane.holes.map(({ from, to, reason }) => ({ from, to, reason })),
    })),
    more: Math.max(0, view.lanes.length - most),
    holes: view.holes.map(({ from, to, reason }) => ({ from, to, reason })),
    flags: flags.map(({ at, no }) => ({ at, no })),
  }
}
