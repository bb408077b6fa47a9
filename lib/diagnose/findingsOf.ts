import type { Finding, FindingSubject } from '#lib/tailnet/finding.ts'
import { catalogue } from './causes/catalogue.ts'
import { isSeenRelayed } from './rules/links.ts'
import type { Found } from './rules/rule.ts'
import { ruleVersion } from './ruleVersion.ts'
import type { Scene, SeenPeer } from './scene.ts'

/** Where nothing was seen, so many predicted causes of peers are written out; the codes stand with each peer. */
const mostPredicted = 50

/** The findings that a cause makes: one of the target, or one of each link. */
function subjectsOf(found: Found, scene: Scene): FindingSubject[] {
  const { target, deviceId } = scene.input
  const isOwn = !found.ofPeer && (catalogue[found.code].scope === 'pod' || found.code === 'dev-offline')
  if (isOwn) return [{ kind: 'target', target }]
  return found.peers.map(({ peer }) =>
    deviceId ? { kind: 'link', observer: deviceId, peer, target } : { kind: 'device', device: peer },
  )
}

/** Is it worth a finding: what lies at a peer is written out only where its link was seen, or none was. */
function isWorthIt(found: Found, nothingSeen: boolean): boolean {
  const { scope, role } = catalogue[found.code]
  if (scope === 'pod' || scope === 'state' || role === 'not the path') return true
  return nothingSeen || found.peers.some(isSeenRelayed)
}

/** Writes what the rules found as findings, with the catalogue's words. */
export function findingsOf(found: readonly Found[], scene: Scene): Finding[] {
  const nothingSeen = scene.peers.every(({ path }: SeenPeer) => path === 'unknown')
  const worth = found.filter(each => isWorthIt(each, nothingSeen))
  const own = worth.filter(each => catalogue[each.code].scope === 'pod')
  const rest = worth.filter(each => catalogue[each.code].scope !== 'pod')
  return [...own, ...(nothingSeen ? rest.slice(0, mostPredicted) : rest)].flatMap(each => {
    const cause = catalogue[each.code]
    return subjectsOf(each, scene).map(subject => ({
      subject,
      code: each.code,
      ruleVersion,
      certainty: each.certainty,
      evidence: each.evidence,
      disproof: cause.disproof,
      missing: each.certainty === 'certain' ? [] : (each.missing ?? [...cause.surer]),
      remedies: [...cause.remedies],
    }))
  })
}
