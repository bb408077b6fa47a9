import type { Evidence } from '#lib/tailnet/finding.ts'
import { type CauseCode, catalogue } from './causes/catalogue.ts'
import type { Found } from './rules/rule.ts'

/** On the cause that stays: which other one is not said because of it. */
const saysSo = (titles: readonly string[]): Evidence[] =>
  titles.map(title => ({
    seen: 'yes',
    says: `It explains away “${title}”, which would hold by itself.`,
    source: 'prior',
    at: null,
  }))

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
  const left = found.flatMap(each => {
    const over = catalogue[each.code].silencedBy.flatMap(code => covers.get(code) ?? [])
    if (over.length === 0) return [each]
    const isOfPod = catalogue[each.code].scope === 'pod'
    if (isOfPod && catalogue[each.code].silencedBy.some(code => holdsForPod(found, code))) return []
    const peers = each.peers.filter(({ peer }) => !over.some(set => set.has(peer)))
    return peers.length > 0 ? [{ ...each, peers }] : []
  })
  const kept = new Set(left.map(({ code }) => code))
  const gone = [...new Set(found.map(({ code }) => code))].filter(code => !kept.has(code))
  const told = new Set<string>()
  return left.map(each => {
    // Where many links have it, the first tells it.
    const away = gone.filter(code => isSilencedBy(code, each.code) && !told.has(code))
    if (away.length === 0) return each
    for (const code of away) told.add(code)
    return { ...each, evidence: [...each.evidence, ...saysSo(away.map(code => catalogue[code].title))] }
  })
}

const isSilencedBy = (code: CauseCode, by: string) =>
  (catalogue[code].silencedBy as readonly string[]).includes(by)

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
