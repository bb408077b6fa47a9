import { counted, listed } from './counted.ts'
import type { PodRow } from './podRow.ts'

export interface Verdict {
  headline: string
  /** Reason and worst case, as sentences. */
  reasons: string[]
}

/** One sentence that answers "which pods have no direct path?", with its numbers. */
export function podsVerdict(rows: PodRow[]): Verdict {
  const present = rows.filter(row => row.seen !== 'gone')
  const judged = present.filter(row => row.seen === 'live' || row.seen === 'late')
  const active = judged.filter(row => row.active > 0)
  if (present.length === 0) return { headline: 'No pod with tailscale has been found yet.', reasons: [] }
  if (judged.length === 0) {
    return { headline: `None of ${counted(present.length, 'pod')} has been seen yet.`, reasons: [] }
  }
  if (active.length === 0) {
    return { headline: `No link of ${counted(judged.length, 'pod')} carries traffic.`, reasons: [] }
  }
  const without = active.filter(row => row.links.direct === 0)
  const withDerp = active.filter(row => row.links.derp > 0)
  const headline =
    without.length === 0
      ? `All ${counted(active.length, 'active pod')} have a direct link.`
      : `${active.length - without.length} of ${counted(active.length, 'active pod')} have a direct link; ${listed(without.map(row => row.name))} ${without.length === 1 ? 'has' : 'have'} none.`
  const unseen = present.length - judged.length
  const derpLinks = active.reduce((sum, row) => sum + row.links.derp, 0)
  return {
    headline,
    reasons: [
      derpLinks > 0
        ? `${counted(derpLinks, 'link')} of ${counted(withDerp.length, 'pod')} ${derpLinks === 1 ? 'goes' : 'go'} through DERP.`
        : 'No link goes through DERP.',
      ...(unseen > 0 ? [`${counted(unseen, 'pod')} ${unseen === 1 ? 'is' : 'are'} not seen.`] : []),
    ],
  }
}
