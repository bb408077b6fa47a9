import type { Diagnosis } from '#lib/tailnet/finding.ts'
import { catalogue } from './causes/catalogue.ts'
import { findingsOf } from './findingsOf.ts'
import type { DiagnoseInput } from './input.ts'
import type { Judgement } from './judgement.ts'
import { recipeOf } from './recipeOf.ts'
import { remediesOf } from './remediesOf.ts'
import { allRules } from './rules/allRules.ts'
import { wantsCause } from './rules/links.ts'
import { undetermined } from './rules/undetermined.ts'
import { ruleVersion } from './ruleVersion.ts'
import { type SeenPeer, sceneOf } from './scene.ts'
import { silenced } from './silenced.ts'
import { trialsOf } from './trialsOf.ts'

/** Judges a target: its way out, the path each peer should have, and why those that are not direct are not. */
export function judge(input: DiagnoseInput): Judgement {
  const scene = sceneOf(input)
  const spoken = silenced(allRules.flatMap(rule => rule(scene)))
  const explained = new Set(spoken.flatMap(({ code, peers }) => (catalogue[code].role ? [] : peers)))
  // What stands beside a cause is said after it.
  const found = [
    ...spoken.filter(({ code }) => !catalogue[code].role),
    ...scene.peers
      .filter(peer => wantsCause(peer) && !explained.has(peer))
      .map(peer => undetermined(scene, peer)),
    ...spoken.filter(({ code }) => catalogue[code].role),
  ]
  const codes = new Map<SeenPeer, string[]>()
  for (const { code, peers } of found) {
    for (const peer of peers) {
      const known = codes.get(peer)
      if (!known) codes.set(peer, [code])
      else if (!known.includes(code)) known.push(code)
    }
  }
  return {
    input,
    chain: scene.chain,
    peers: scene.peers.map(seen => {
      const { peer, peerName, path, chain, pair, expected, dependsOn } = seen
      return { peer, peerName, path, chain, pair, expected, dependsOn, causes: codes.get(seen) ?? [] }
    }),
    findings: findingsOf(found, scene),
  }
}

/**
 * All that can be said of a target from what is known. Pure: the same input gives the same answer. A path that is
 * expected never comes from one that was observed.
 */
export function diagnose(input: DiagnoseInput): Diagnosis {
  const judgement = judge(input)
  return {
    target: input.target,
    device: input.deviceId,
    ruleVersion,
    chain: judgement.chain,
    peers: judgement.peers.map(({ pair: _pair, ...peer }) => peer),
    findings: judgement.findings,
    readAt: Object.fromEntries(
      Object.entries(input.readAt).map(([source, at]) => [source, at.toISOString()]),
    ),
    recipe: recipeOf(judgement),
    remedies: remediesOf(judgement),
    trials: trialsOf(judgement),
  }
}
