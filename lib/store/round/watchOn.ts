import type { RoundWrite } from '../roundWrite.ts'
import type { Ledger } from './ledger.ts'
import type { Observer } from './observer.ts'
import { isTooLong } from './patience.ts'

/** Counters vouch for the paths between two looks (an exec is spared while nothing moves), but not for ever. */
const vouchSeconds = 3600

/**
 * After good counters: the paths are as the last status had them until now, unless there is a hole before, a failed
 * status, or a status too old.
 */
export function watchOn(
  ledger: Ledger,
  observer: Observer,
  { slot, startedAt, intervalSeconds }: RoundWrite,
): void {
  const { watchedUntil, statusAt, failure } = observer
  if (!watchedUntil || !statusAt || failure || isTooLong(watchedUntil, slot, intervalSeconds)) return
  if (startedAt.getTime() - statusAt.getTime() > vouchSeconds * 1000) return
  countTime(ledger, observer, startedAt)
}

/** Counts the time since the last look for the links with traffic, by path. */
export function countTime(ledger: Ledger, observer: Observer, to: Date): void {
  const from = observer.watchedUntil
  if (!from || to <= from) return
  observer.watchedUntil = to
  if (observer.device === null) return
  const links = new Map<string, number>()
  for (const { activeSince, podUid, path } of ledger.links.get(observer.device)?.values() ?? []) {
    if (activeSince && podUid === observer.podUid) links.set(path.kind, (links.get(path.kind) ?? 0) + 1)
  }
  for (const [kind, count] of links) {
    ledger.pathTime.push({ target: observer.target, kind, from, to, links: count })
  }
}
