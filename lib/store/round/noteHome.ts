import type { Ledger } from './ledger.ts'
import type { Observer } from './observer.ts'

/** Keeps a pod's home region, as a fact where it is another one. */
export function noteHome(ledger: Ledger, observer: Observer, region: number, at: Date): void {
  if (observer.homeRegion === region) return
  observer.homeRegion = region
  ledger.facts.push({
    subjectKind: 'pod',
    subjectId: observer.podUid,
    facet: 'home_region',
    value: region,
    at,
  })
}
