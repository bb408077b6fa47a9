import type { RemedyOption } from '#lib/tailnet/remedyOption.ts'

/**
 * Names a change: the same objects in the same cluster are one, as a DaemonSet of the CNI serves all pods. A machine of the
 * tailnet, or somebody else's network, stands in no cluster.
 */
export function sameChange({ id, effort, objects, place }: RemedyOption): string {
  const where = effort === 'elsewhere' ? '' : place.cluster.id
  const whom = objects.length === 0 ? place.id : ''
  return [id, where, whom, ...objects.toSorted()].join('\n')
}
