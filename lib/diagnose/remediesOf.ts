import type { Remedy } from '#lib/tailnet/finding.ts'
import type { Judgement } from './judgement.ts'
import { acceptDerp } from './remedies/acceptDerp.ts'
import { proposalsOf } from './remedies/proposalsOf.ts'
import { ranked } from './remedies/ranked.ts'
import { sceneOf } from './remedies/scene.ts'

/**
 * What can be done for a pod, with patches of its own objects: what takes most links off DERP first, then what
 * changes least; those that change nothing here come last and say why.
 */
export function remediesOf(judgement: Judgement): Remedy[] {
  const scene = sceneOf(judgement)
  const proposals = proposalsOf(scene)
  const remedies = ranked(scene, proposals)
  const canHelp = remedies.some(({ applies }) => applies !== 'no')
  const accept = acceptDerp(scene, canHelp)
  return accept ? ranked(scene, [...proposals, accept]) : remedies
}
