import type { ClusterFacts } from '#lib/tailnet/cluster.ts'
import type { Remedy } from '#lib/tailnet/finding.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import { imageVersion, isAtLeast } from './imageVersion.ts'
import { isOperatorPod } from './portPlan.ts'

/** Does the API server have this kind of tailscale.com? What could not be listed is unknown, unless it is absent. */
export function hasKind(cluster: ClusterFacts, kind: string): Tri {
  if (cluster.objects.some(object => object.kind === kind)) return 'yes'
  const word = kind.toLowerCase()
  const unseen = cluster.unseen.find(each => each.kind.toLowerCase().startsWith(word.slice(0, -1)))
  if (unseen) return unseen.why === 'absent' ? 'no' : 'unknown'
  return 'yes'
}

/** Is there an operator at all: its pod, or an object that only it makes use of? */
export const hasOperator = (cluster: ClusterFacts) =>
  cluster.pods.some(pod => isOperatorPod(pod) || pod.parent !== null) ||
  cluster.objects.some(object => object.apiVersion.startsWith('tailscale.com/'))

/** The operator's version by its image, against the least that a feature needs. */
export function operatorCheck(
  cluster: ClusterFacts,
  least: [number, number],
  feature: string,
): Remedy['checks'][number] {
  const needs = `${feature} ${feature.endsWith('s') ? 'need' : 'needs'} ≥ ${least.join('.')}`
  const pod = cluster.pods.find(isOperatorPod)
  if (!pod) return { seen: 'unknown', says: `Not seen: the operator’s version; ${needs}` }
  const version = imageVersion(pod.container.image)
  const seen = isAtLeast(version, least)
  if (seen === 'unknown')
    return { seen, says: `The operator’s image \`${pod.container.image}\` names no version; ${needs}` }
  return { seen, says: `The operator is ${version?.join('.')}; ${needs}` }
}
