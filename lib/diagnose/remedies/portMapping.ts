import type { Remedy } from '#lib/tailnet/finding.ts'
import { findObject } from '../cluster/findObject.ts'
import type { Scene } from './scene.ts'

/** Does the cluster's CNI serve host ports? Most do by the portmap plugin; Cilium does it itself, or not at all. */
export function portMapping({ cluster, traits }: Scene): Remedy['checks'][number] {
  const no = (says: string) => ({ seen: 'no' as const, says })
  const yes = (says: string) => ({ seen: 'yes' as const, says })
  switch (traits.cni) {
    case 'aws-vpc':
    case 'eks-auto':
    case 'calico':
    case 'canal':
    case 'gke':
    case 'gke-dataplane-v2':
      return yes('The CNI serves host ports')
    case 'cilium': {
      const config = cluster && findObject(cluster, 'ConfigMap', 'cilium-config')?.data
      const replaces = config?.['kube-proxy-replacement'] ?? ''
      if (['true', 'strict'].includes(replaces) || config?.['enable-host-port'] === 'true')
        return yes('Cilium serves host ports (`kube-proxy-replacement`)')
      if (config?.['cni-chaining-mode'] === 'portmap') return yes('Cilium is chained with portmap')
      return no(
        'Cilium serves no host ports here: `kube-proxy-replacement` is off, and it is not chained with portmap',
      )
    }
    default:
      return { seen: 'unknown', says: 'Not seen: whether the CNI serves host ports (the portmap plugin)' }
  }
}
