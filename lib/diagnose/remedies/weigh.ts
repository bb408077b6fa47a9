import type { Remedy } from '#lib/tailnet/finding.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import { type Outcome, outcomeOf } from './gainOf.ts'
import { keptLimits } from './keptLimits.ts'
import { keptPolicy } from './keptPolicy.ts'
import { efforts, type Proposal } from './proposal.ts'
import type { Scene } from './scene.ts'

/** A remedy with what it would change about the links. */
interface Weighed {
  remedy: Remedy
  proposal: Proposal
  outcome: Outcome | null
}

/** Remedies in the order in which they are shown. */
export function inOrder(weighed: readonly Weighed[]): Remedy[] {
  return weighed
    .toSorted(
      (a, b) =>
        Number(a.remedy.applies === 'no') - Number(b.remedy.applies === 'no') ||
        Number(isGate(b)) - Number(isGate(a)) ||
        taken(b) - taken(a) ||
        Number(a.remedy.certainty === 'possible') - Number(b.remedy.certainty === 'possible') ||
        (b.outcome?.predicted ?? 0) - (a.outcome?.predicted ?? 0) ||
        direct(b) - direct(a) ||
        Number(b.remedy.applies === 'yes') - Number(a.remedy.applies === 'yes') ||
        efforts.indexOf(a.proposal.effort) - efforts.indexOf(b.proposal.effort),
    )
    .map(({ remedy }) => remedy)
}

/** Before anything is said of paths: the client has to be on its tailnet. */
const isGate = ({ remedy, proposal }: Weighed) => proposal.change === null && remedy.applies === 'yes'

/** Links that leave DERP, and those that become direct. */
const taken = ({ remedy: { gain } }: Weighed) => (gain ? gain.derpBefore - gain.derpAfter : 0)
const direct = ({ remedy: { gain } }: Weighed) => gain?.directAfter ?? 0

/** A proposal with its gain; null where it could change nothing because there is nothing to change. */
export function weigh(scene: Scene, proposal: Proposal): Weighed | null {
  const { change, verify, ...rest } = proposal
  const outcome = change && outcomeOf(scene.judgement, change)
  const { patches, limits: ofPolicy } = keptPolicy(scene.input.settings, rest.patches)
  const limits = [...rest.limits, ...ofPolicy, ...keptLimits(scene.cluster, patches)]
  const shown = {
    ...rest,
    patches,
    limits,
    verify: typeof verify === 'function' ? verify(outcome?.example ?? null) : verify,
  }
  if (!outcome) {
    const isPath = proposal.applies === 'no'
    // What is refused is worth a line only where a link is to be helped.
    if (isPath && !hasTrouble(scene)) return null
    return { remedy: { ...shown, gain: null, turns: [] }, proposal, outcome: null }
  }
  const isNoGain = outcome.gain !== null && outcome.gain.derpAfter === outcome.gain.derpBefore
  const elsewhere =
    isNoGain && outcome.predicted > 0 && shown.why === '' ? otherGainWords(outcome.predicted) : shown.why
  const remedy: Remedy = {
    ...shown,
    why: elsewhere,
    gain: outcome.gain,
    turns: outcome.turns,
    limits: [...shown.limits, ...leftWords(outcome)],
  }
  const isUseless =
    outcome.predicted === 0 && scene.judgement.peers.length > 0 && (outcome.gain === null || isNoGain)
  if (!isUseless) return { remedy, proposal, outcome }
  if (outcome.hinge) {
    const depends = `Whether it helps depends on ${outcome.hinge}.`
    return { remedy: { ...remedy, applies: 'unknown', why: remedy.why || depends }, proposal, outcome }
  }
  if (!hasTrouble(scene)) return null
  const why = proposal.applies === 'no' && proposal.why ? proposal.why : nothingWords(scene, proposal)
  return { remedy: { ...remedy, applies: 'no', why }, proposal, outcome }
}

const otherGainWords = (count: number) =>
  `It takes no link off DERP that is there now; ${count === 1 ? 'one other' : `${count} others`} would be better off.`

/** Is a link on DERP, or expected there where it is not seen? */
const hasTrouble = ({ judgement }: Scene) =>
  judgement.peers.length === 0 ||
  judgement.peers.some(
    ({ path, expected }) => path === 'derp' || (!hasPath.has(path) && expected !== 'direct'),
  )

const hasPath: ReadonlySet<PathKind> = new Set(['direct', 'peer_relay', 'derp'])

/** Links that stay where they are: said at the remedy, so that nobody waits for them. */
function leftWords({ gain, left }: Outcome): string[] {
  if (!gain || left.length === 0 || gain.derpAfter === gain.derpBefore) return []
  const stay = left.filter(each => each.dependsOn === null).map(each => `\`${each.name}\``)
  const unclear = Map.groupBy(left, each => each.dependsOn)
  const mostCommon = [...unclear].sort((a, b) => b[1].length - a[1].length).slice(0, 3)
  return [
    ...(stay.length > 0 ? [`${listed(stay)} ${stay.length === 1 ? 'stays' : 'stay'} on DERP.`] : []),
    ...mostCommon.flatMap(([dependsOn, links]) => {
      const names = listed(links.map(each => `\`${each.name}\``))
      return dependsOn === null
        ? []
        : [`${names} ${links.length === 1 ? 'depends' : 'depend'} on ${dependsOn}.`]
    }),
  ]
}

/** Why a change of this side helps none of the links that are on DERP. */
function nothingWords({ judgement, chain, derpPeers }: Scene, { change, why }: Proposal): string {
  const after = change?.own ?? chain
  if (derpPeers.length === 0) return 'No link of this pod goes through DERP.'
  if (after.udp === 'no') return 'No UDP leaves this pod: let it out first.'
  if (derpPeers.every(peer => peer.chain.udp === 'no'))
    return `What is on DERP has no UDP at the other end: ${listed(derpPeers.map(peer => `\`${peer.peerName}\``))}.`
  if (change?.peers) return why || 'This side is not reachable either: both have to change.'
  if (change?.relay) return 'The links that are on DERP use a relay already, or cannot.'
  if (after.inbound.reachable !== 'yes' && after.side === 'hard') {
    const layer = after.l2.hardness === 'hard' ? after.l2 : after.l1
    return `It changes nothing here: ${layer.name} stays hard.`
  }
  if (
    after.inbound.reachable !== 'yes' &&
    derpPeers.every(peer => peer.chain.udp === 'no' || peer.chain.side === 'hard')
  )
    return 'The peers on DERP are behind hard NAT: this side has to be open, not only easy.'
  const isMystery = judgement.peers.some(peer => peer.path === 'derp' && peer.expected === 'direct')
  return isMystery
    ? 'Links are on DERP that should be direct already: what keeps them there is not their NAT.'
    : 'It would take no link off DERP.'
}

const listed = (names: string[]) =>
  names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
