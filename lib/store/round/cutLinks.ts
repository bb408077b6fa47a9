import { closed, isHole } from './followLink.ts'
import { keepLink, type Ledger } from './ledger.ts'
import type { Observer } from './observer.ts'

/**
 * Ends all stretches of a pod's links where they were last seen: from there on their path is not known. Links that
 * another pod has taken over with the same device are that pod's. Returns how many were cut.
 */
export function cutLinks(ledger: Ledger, observer: Observer, at: Date, reason: string): number {
  if (observer.device === null) return 0
  const own = [...(ledger.links.get(observer.device)?.values() ?? [])].filter(
    link => link.podUid === observer.podUid && !isHole(link.path),
  )
  for (const link of own) {
    ledger.spans.push(...closed(link, at, 'gap', reason))
    keepLink(ledger, {
      ...link,
      path: { kind: 'unknown', why: 'source_failed' },
      since: at > link.since ? at : link.since,
      idleSince: null,
      activeSince: null,
      trafficSeconds: 0,
      reason,
    })
  }
  return own.length
}
