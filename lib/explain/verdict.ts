import { causeByCode } from '#lib/diagnose/causes/catalogue.ts'
import type { ObservedLink } from '#lib/diagnose/input.ts'
import { causeTitle } from '#lib/report/causeTitle.ts'
import type { Diagnosis } from '#lib/tailnet/finding.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import { ownFindings } from './answer.ts'

const links = (count: number) => (count === 1 ? '1 link' : `${count} links`)

/** In one or two sentences: how the traffic goes now, and the surest reason. */
export function verdict(observed: readonly ObservedLink[], diagnosis: Diagnosis): string[] {
  const count = (kind: PathKind) => observed.filter(({ path }) => path.kind === kind).length
  const derp = count('derp')
  const relayed = count('peer_relay')
  const active = derp + relayed + count('direct')
  const silent = count('no_answer')
  const quiet =
    silent > 0
      ? [`${links(silent)} without an answer: packets are sent and none come back. That is not NAT.`]
      : []
  if (active === 0) {
    return [
      'No link carries traffic now: a path shows only while packets flow. Below is what is predicted.',
      ...quiet,
    ]
  }
  if (derp === 0) {
    const all = relayed === 0 ? 'direct' : `off DERP, ${relayed} of them by peer relay`
    return [`${links(active)} with traffic, all ${all}. The path is not the trouble.`, ...quiet]
  }
  const go = derp === 1 ? 'goes' : 'go'
  return [`${derp} of ${links(active)} with traffic ${go} through DERP. ${reason(diagnosis)}`, ...quiet]
}

/** The surest cause of this side; else whether the peers explain it, or the files say too little. */
function reason(diagnosis: Diagnosis): string {
  const main = ownFindings(diagnosis).find(({ code }) => !causeByCode(code)?.role)
  if (main) return `On this side: ${causeTitle(main.code)} (${main.certainty}).`
  const isOpen = diagnosis.peers.some(
    ({ path, causes }) => path === 'derp' && causes.includes('undetermined'),
  )
  return isOpen
    ? 'These files do not tell why; what is missing stands below.'
    : 'Nothing on this side is the cause; it lies with the peers.'
}
