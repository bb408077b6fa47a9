import type { SourceFailure } from '#lib/tailnet/failure.ts'
import type { RoundWrite } from '../roundWrite.ts'
import { cutLinks } from './cutLinks.ts'
import type { Ledger } from './ledger.ts'
import type { Observer, Trouble } from './observer.ts'
import { isHopeless } from './patience.ts'

/** Takes in a failed look: what was known is carried on for a while, then cut, with the reason. */
export function foldFailure(
  ledger: Ledger,
  observer: Observer,
  write: RoundWrite,
  failure: SourceFailure,
): number {
  const { target, podUid: pod } = observer
  if (write.source === 'metrics') {
    const { trouble, opens } = again(observer.metricsFailure, observer.metricsAt, write, failure)
    observer.metricsFailure = trouble
    const at = observer.metricsAt ?? trouble.since
    if (opens) ledger.gaps.push({ subject: `${target}#metrics`, pod, at, opens: reasonOf(failure) })
    return 0
  }
  const { trouble, opens } = again(observer.failure, observer.watchedUntil, write, failure)
  observer.failure = trouble
  if (!opens) return 0
  const at = observer.watchedUntil ?? trouble.since
  ledger.gaps.push({ subject: target, pod, at, opens: reasonOf(failure) })
  return cutLinks(ledger, observer, at, reasonOf(failure).reason)
}

export const reasonOf = ({ code, detail }: { code: string; detail: string }) => ({
  code,
  reason: detail === '' ? code : detail,
})

function again(
  before: Trouble | null,
  lastGood: Date | null,
  { slot, startedAt, intervalSeconds }: RoundWrite,
  { code, detail }: SourceFailure,
): { trouble: Trouble; opens: boolean } {
  const since = before?.since ?? startedAt
  const rounds = (before?.rounds ?? 0) + 1
  const hopeless = isHopeless(lastGood ?? since, slot, intervalSeconds, rounds)
  const cut = before?.cut === true || hopeless
  return { trouble: { code, detail, since, rounds, cut }, opens: cut && before?.cut !== true }
}
