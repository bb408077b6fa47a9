import type { Turn } from '#lib/tailnet/finding.ts'
import type { DeviceId, TargetId } from '#lib/tailnet/ids.ts'
import type { Judgement } from './judgement.ts'
import { outcomeOf } from './remedies/gainOf.ts'
import { proposalsOf } from './remedies/proposalsOf.ts'
import { sceneOf } from './remedies/scene.ts'
import { together } from './remedies/together.ts'

/** What would become of the links of one target that go through DERP now. */
export interface TargetWhatIf {
  target: TargetId
  turns: Turn[]
  /** Of the remedies asked for, those that there are for this target. */
  remedies: string[]
}

export interface WhatIf {
  targets: TargetWhatIf[]
  direct: number
  peerRelay: number
  stays: number
  /** Bytes a week that would leave DERP, and those that would stay on it. */
  bytesOff: number
  bytesLeft: number
}

/** What one remedy, or several at once, would do to the whole tailnet. `bytes` a week go through DERP by each link. */
export function whatIf(
  judgements: readonly Judgement[],
  remedies: readonly string[],
  bytes: (target: TargetId, peer: DeviceId) => number = () => 0,
): WhatIf {
  const targets = judgements.map(judgement => ofTarget(judgement, remedies))
  const links = targets.flatMap(({ target, turns }) =>
    turns.map(({ peer, to }) => ({ to, bytes: bytes(target, peer) })),
  )
  const sum = (of: typeof links) => of.reduce((total, each) => total + each.bytes, 0)
  const [off, left] = [links.filter(({ to }) => to !== null), links.filter(({ to }) => to === null)]
  return {
    targets,
    direct: links.filter(({ to }) => to === 'direct').length,
    peerRelay: links.filter(({ to }) => to === 'peer_relay').length,
    stays: left.length,
    bytesOff: sum(off),
    bytesLeft: sum(left),
  }
}

function ofTarget(judgement: Judgement, remedies: readonly string[]): TargetWhatIf {
  const chosen = proposalsOf(sceneOf(judgement)).filter(({ id, change }) => change && remedies.includes(id))
  const peers = new Map(judgement.peers.map(({ peer, chain }) => [peer, chain]))
  const change = together(
    judgement.chain,
    peers,
    chosen.flatMap(each => each.change ?? []),
  )
  return {
    target: judgement.input.target,
    turns: outcomeOf(judgement, change).turns,
    remedies: [...new Set(chosen.map(({ id }) => id))],
  }
}
