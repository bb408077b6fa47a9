import type { ObjectRef } from '#lib/tailnet/cluster.ts'
import { cniConfigMaps } from './cniConfigMaps.ts'
import type { WireObject } from './wireObject.ts'

/** Groups of which every object may decide a path. */
const wholeGroups = new Set(['tailscale.com', 'crd.projectcalico.org', 'cilium.io', 'eks.amazonaws.com'])

/** Kinds of other groups that translate addresses or block packets. */
const kinds = new Set([
  'networking.k8s.io/NetworkPolicy',
  'policy.networking.k8s.io/AdminNetworkPolicy',
  'policy.networking.k8s.io/BaselineAdminNetworkPolicy',
  'networking.gke.io/EgressNATPolicy',
  'crd.antrea.io/Egress',
  'k8s.ovn.org/EgressIP',
  // Their labels are what a policy's namespaceSelector asks for.
  '/Namespace',
])

/** One object per node or per pod, and nothing in it that others do not say. */
const perPod = new Set([
  'CiliumEndpoint',
  'CiliumNode',
  'CiliumIdentity',
  'IPAMBlock',
  'IPAMHandle',
  'BlockAffinity',
])

/** DaemonSets that a remedy may patch although no tailscale runs in them. */
const cniDaemonSets =
  /^(aws-node|calico-node|canal|cilium|kube-flannel.*|ip-masq-agent|azure-ip-masq-agent|antrea-agent|kube-proxy)$/

const workloads = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'Job', 'Rollout'])

const isTailscales = ({ labels, annotations }: WireObject['metadata']) =>
  [...Object.keys(labels), ...Object.keys(annotations)].some(key => key.startsWith('tailscale.com/'))

const word = (record: Record<string, unknown>, key: string) =>
  typeof record[key] === 'string' ? record[key] : ''

/** Are the facts of an object needed: for a cause, for a remedy's patch, or to match a pod to its device? */
export function isKept(
  object: WireObject,
  spec: Record<string, unknown>,
  ofTailscalePods: ReadonlySet<string>,
): boolean {
  const { apiVersion, kind, metadata } = object
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''
  if (wholeGroups.has(group)) return !perPod.has(kind)
  if (kinds.has(`${group}/${kind}`)) return true
  const name = objectKey({ kind, namespace: metadata.namespace, name: metadata.name })
  switch (kind) {
    case 'ConfigMap':
      return (
        cniConfigMaps.some(each => metadata.name === each.name) || /^antrea-config-\w+$/.test(metadata.name)
      )
    case 'Service': {
      const byOperator = word(spec, 'loadBalancerClass') === 'tailscale' || isTailscales(metadata)
      return byOperator || word(spec, 'type') === 'NodePort' || ofTailscalePods.has(name)
    }
    case 'Ingress':
      return (
        word(spec, 'ingressClassName') === 'tailscale' || isTailscales(metadata) || ofTailscalePods.has(name)
      )
    case 'DaemonSet':
      return cniDaemonSets.test(metadata.name) || ofTailscalePods.has(name)
    default:
      return workloads.has(kind) && ofTailscalePods.has(name)
  }
}

/** A name for an object within its cluster. */
export function objectKey({ kind, namespace, name }: Pick<ObjectRef, 'kind' | 'namespace' | 'name'>): string {
  return `${kind}/${namespace ?? ''}/${name}`
}
