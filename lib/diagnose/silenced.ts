import { catalogue } from './causes/catalogue.ts'
import type { Found } from './rules/rule.ts'

/**
 * Takes away what another cause explains: a cause of the pod's side wholly where a silencing one of that side holds,
 * and from each link that a silencing one covers. What explains no link any more goes.
 */
export function silenced(found: readonly Found[]): Found[] {
  const covers = new Map<string, Set<string>>()
  for (const { code, peers } of found) {
    const covered = covers.get(code) ?? new Set()
    for (const { peer } of peers) covered.add(peer)
    covers.set(code, covered)
  }
  return found.flatMap(each => {
    const over = catalogue[each.code].silencedBy.flatMap(code => covers.get(code) ?? [])
    if (over.length === 0) return [each]
    const isOfPod = catalogue[each.code].scope === 'pod'
    if (isOfPod && catalogue[each.code].silencedBy.some(code => holdsForPod(found, code))) return []
    const peers = each.peers.filter(({ peer }) => !over.some(set => set.has(peer)))
    return peers.length > 0 ? [{ ...each, peers }] : []
  })
}

/** "Possible" alone silences nothing: what might be does not explain away what is. */
function holdsForPod(found: readonly Found[], code: string): boolean {
  return found.some(
    each =>
      each.code === code &&
      each.ofPeer !== true &&
      each.certainty !== 'possible' &&
      catalogue[each.code].scope !== 'peer',
  )
}
