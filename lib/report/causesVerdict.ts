import { bytes } from './bytes.ts'
import type { CausesView } from './causesView.ts'
import { counted } from './counted.ts'

/** How many causes hold, and which of them a person should begin with. */
export function causesVerdict({ rows }: CausesView): { headline: string; reason: string } {
  const active = rows.filter(row => row.derpLinks > 0)
  const [first] = active
  if (!first) {
    return {
      headline: 'No link is on DERP for a known cause.',
      reason:
        rows.length === 0
          ? 'Either every active link is direct, or nothing has been diagnosed yet.'
          : `${counted(rows.length, 'cause')} ${rows.length === 1 ? 'holds' : 'hold'} all the same: they wait for traffic.`,
    }
  }
  const cost =
    first.derpBytes !== null && first.derpBytes > 0 ? `, ${bytes(first.derpBytes)} in this range` : ''
  const gain = first.gain
    ? ` First step: ${first.firstStep ?? 'none known'}; ${counted(first.gain, 'link')} would leave DERP (predicted).`
    : ''
  return {
    headline: `${counted(active.length, 'cause')} ${active.length === 1 ? 'keeps' : 'keep'} links on DERP.`,
    reason: `Begin with “${first.title}”: ${counted(first.derpLinks, 'link')} on DERP${cost}.${gain} A link can have several causes.`,
  }
}
