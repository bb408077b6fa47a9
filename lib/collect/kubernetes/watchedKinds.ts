import { type HeldParts, heldMetadata, partOf, pick, type WireParts } from './heldObject.ts'
import { heldPod } from './heldPod.ts'
import { mayRunTailscale } from './mayRunTailscale.ts'

/** A kind of object that is listed and watched in all namespaces (data-sources.md 3.9, deploy/rbac/t1-objects.yaml). */
export interface WatchedKind {
  apiVersion: string
  kind: string
  /** As in the path. */
  plural: string
  /** Every API server has it: where it is not found, something stands between, and nothing is known to be gone. */
  builtIn: boolean
  /** Asked for without spec and status. */
  metadataOnly: boolean
  /** Cuts an object down to what is in use. */
  held(object: WireParts): HeldParts
}

type Held = WatchedKind['held']

const specOnly: Held = object => ({ metadata: heldMetadata(object), spec: object.spec })
const specAndStatus: Held = object => ({ ...specOnly(object), status: object.status })
const onlyMetadata: Held = object => ({ metadata: heldMetadata(object) })

const workload: Held = object => {
  const template = partOf(partOf(object.spec).template)
  return mayRunTailscale(template) ? specOnly(object) : onlyMetadata(object)
}

/** Without the heartbeats of its conditions and the list of its images. */
const node: Held = object => ({
  metadata: heldMetadata(object),
  spec: pick(partOf(object.spec), 'podCIDR', 'podCIDRs', 'providerID'),
  status: pick(partOf(object.status), 'addresses', 'nodeInfo'),
})

const kind = (apiVersion: string, name: string, plural: string, held: Held): WatchedKind => ({
  apiVersion,
  kind: name,
  plural,
  builtIn: !apiVersion.includes('.') || apiVersion.startsWith('networking.k8s.io/'),
  metadataOnly: held === onlyMetadata,
  held,
})

export const watchedKinds: readonly WatchedKind[] = [
  kind('v1', 'Pod', 'pods', heldPod),
  kind('v1', 'Node', 'nodes', node),
  // Their labels are what a policy's namespaceSelector asks for.
  kind('v1', 'Namespace', 'namespaces', onlyMetadata),
  kind('v1', 'Service', 'services', specAndStatus),
  kind('apps/v1', 'Deployment', 'deployments', workload),
  kind('apps/v1', 'StatefulSet', 'statefulsets', workload),
  // The CNI is told by the daemons of a cluster, so all of them are kept.
  kind('apps/v1', 'DaemonSet', 'daemonsets', specOnly),
  kind('apps/v1', 'ReplicaSet', 'replicasets', onlyMetadata),
  kind('networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies', specOnly),
  kind('networking.k8s.io/v1', 'Ingress', 'ingresses', specAndStatus),
  kind('tailscale.com/v1alpha1', 'Connector', 'connectors', specAndStatus),
  kind('tailscale.com/v1alpha1', 'ProxyClass', 'proxyclasses', specAndStatus),
  kind('tailscale.com/v1alpha1', 'ProxyGroup', 'proxygroups', specAndStatus),
  kind('tailscale.com/v1alpha1', 'PeerRelay', 'peerrelays', specAndStatus),
  kind('crd.projectcalico.org/v1', 'IPPool', 'ippools', specOnly),
  kind('crd.projectcalico.org/v1', 'FelixConfiguration', 'felixconfigurations', specOnly),
  kind('cilium.io/v2', 'CiliumNetworkPolicy', 'ciliumnetworkpolicies', specOnly),
  kind('cilium.io/v2', 'CiliumClusterwideNetworkPolicy', 'ciliumclusterwidenetworkpolicies', specOnly),
  kind('cilium.io/v2', 'CiliumEgressGatewayPolicy', 'ciliumegressgatewaypolicies', specOnly),
  kind('eks.amazonaws.com/v1', 'NodeClass', 'nodeclasses', specOnly),
]

/** The path of a kind in all namespaces. */
export const pathOf = ({ apiVersion, plural }: Pick<WatchedKind, 'apiVersion' | 'plural'>) =>
  `/${apiVersion.includes('/') ? 'apis' : 'api'}/${apiVersion}/${plural}`
