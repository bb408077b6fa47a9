import type { Remedy } from '#lib/tailnet/finding.ts'
import type { Scene } from './scene.ts'

/** Does Pod Security admission let a pod of this namespace use host ports and the host's network? */
export function podSecurity({ cluster, pod }: Scene): Remedy['checks'][number] {
  const name = pod?.namespace ?? ''
  const namespace = cluster?.objects.find(object => object.kind === 'Namespace' && object.name === name)
  if (!namespace)
    return {
      seen: 'unknown',
      says: `Not seen: namespace \`${name}\`, which may enforce a Pod Security level`,
    }
  const level = namespace.labels['pod-security.kubernetes.io/enforce']
  if (level === 'baseline' || level === 'restricted')
    return {
      seen: 'no',
      says: `Namespace \`${name}\` enforces Pod Security \`${level}\`, which forbids host ports and host network`,
    }
  return {
    seen: 'yes',
    says: `Namespace \`${name}\` does not enforce Pod Security baseline, which forbids host ports`,
  }
}
