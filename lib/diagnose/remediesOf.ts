import type { Remedy } from '#lib/tailnet/finding.ts'
import type { Judgement } from './judgement.ts'
import { acceptDerp } from './remedies/acceptDerp.ts'
import { proposalsOf } from './remedies/proposalsOf.ts'
import { sceneOf } from './remedies/scene.ts'
import { inOrder, weigh } from './remedies/weigh.ts'

/**
 * What can be done for a pod, with patches of its own objects: what takes most links off DERP first, then what
 * changes least; those that change nothing here come last and say why.
 */
export function remediesOf(judgement: Judgement): Remedy[] {
  const scene = sceneOf(judgement)
  const proposals = proposalsOf(scene)
  const weighed = proposals.flatMap(proposal => weigh(scene, proposal) ?? [])
  const canHelp = weighed.some(({ remedy }) => remedy.applies !== 'no')
  const accept = acceptDerp(scene, canHelp)
  const accepted = accept && weigh(scene, accept)
  return inOrder(accepted ? [...weighed, accepted] : weighed)
}
