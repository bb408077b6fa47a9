import { isHole, isQuiet } from './followLink.ts'
import { keepLink, type Ledger } from './ledger.ts'
import type { Link, Observer } from './observer.ts'

/**
 * A look that came late says that there was no hole after all: the stretches of a pod's links that were cut go on from where they
 * began. Whether they had traffic just then is not known any more, and the time until this look is not counted as such.
 */
export function joinLinks(ledger: Ledger, observer: Observer, at: Date): void {
  if (observer.device === null) return
  for (const link of [...(ledger.links.get(observer.device)?.values() ?? [])]) {
    if (link.podUid !== observer.podUid || !isHole(link.path)) continue
    const span = takeCut(ledger, link)
    if (!span) continue
    const { path, startedAt: since, trafficSeconds } = span
    keepLink(ledger, {
      ...link,
      path,
      since,
      trafficSeconds,
      idleSince: null,
      activeSince: isQuiet(path) ? null : at,
      reason: null,
    })
  }
}

/** Cut in this very batch, or in the store; it is taken out there. */
function takeCut(ledger: Ledger, { observer, peer, since }: Link) {
  const isIt = (span: Pick<Ledger['spans'][number], 'observer' | 'peer' | 'endedAt' | 'endedBy'>) =>
    span.observer === observer &&
    span.peer === peer &&
    span.endedBy === 'gap' &&
    span.endedAt.getTime() === since.getTime()
  const index = ledger.spans.findIndex(isIt)
  if (index >= 0) return ledger.spans.splice(index, 1)[0]
  const kept = ledger.cuts.find(isIt)
  if (kept) ledger.joined.push(kept)
  return kept
}
