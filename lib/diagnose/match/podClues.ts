import type { ClusterFacts, KeptObject, PodFacts } from '#lib/tailnet/cluster.ts'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import type { PodClues } from './matchPods.ts'

/** By `tailscale.com/parent-resource-type` (cmd/k8s-operator/sts.go). */
const parentKinds: Record<string, string> = {
  svc: 'Service',
  ingress: 'Ingress',
  connector: 'Connector',
  proxygroup: 'ProxyGroup',
  peerrelay: 'PeerRelay',
}

/** What the objects of a cluster tell of which device a pod is. */
export function podClues(pod: PodFacts, facts: ClusterFacts | null, exact: DeviceId | null): PodClues {
  const parent = parentOf(pod, facts?.objects ?? [])
  return {
    pod,
    node: facts?.nodes.find(({ name }) => name === pod.nodeName) ?? null,
    exact,
    reported: new Set(parent ? reportedOf(parent, pod) : []),
    hostnames: new Set(hostnamesOf(pod, parent).map(name => name.toLowerCase())),
  }
}

function parentOf({ parent }: PodFacts, objects: readonly KeptObject[]): KeptObject | null {
  if (!parent) return null
  return (
    objects.find(
      ({ kind, namespace, name }) =>
        kind === parentKinds[parent.type] &&
        name === parent.name &&
        (namespace ?? null) === (parent.namespace ?? null),
    ) ?? null
  )
}

/**
 * Names and addresses in the status of the parent: `devices[]` of Connector and ProxyGroup, the load balancer of Service
 * and Ingress. They do not say which replica a device is; its name does, where it ends in the ordinal.
 */
function reportedOf({ status }: KeptObject, pod: PodFacts): string[] {
  const devices = [status, ...listOf(status.devices)].map(each => ({
    name: withoutDot(textOf(each, 'hostname')),
    addresses: listOf(partOf(each).tailnetIPs).filter(address => typeof address === 'string'),
  }))
  const balanced = listOf(partOf(status.loadBalancer).ingress).map(each => ({
    name: withoutDot(textOf(each, 'hostname')),
    addresses: [textOf(each, 'ip')],
  }))
  const all = [...devices, ...balanced].filter(({ name, addresses }) => name || addresses.some(Boolean))
  const ordinal = /-(\d+)$/.exec(pod.name)?.[1]
  const ofReplica = all.filter(
    ({ name }) => ordinal !== undefined && name.split('.')[0]?.endsWith(`-${ordinal}`),
  )
  return (all.length > 1 && ofReplica.length > 0 ? ofReplica : all)
    .flatMap(({ name, addresses }) => [name, ...addresses])
    .filter(Boolean)
}

/** In the order of what containerboot and the operator set (data-sources.md 3.5). */
function hostnamesOf(pod: PodFacts, parent: KeptObject | null): string[] {
  const asked = pod.container.env.find(({ name }) => name === 'TS_HOSTNAME')?.value
  if (asked) return [asked]
  if (!pod.parent) return pod.hostNetwork ? (pod.nodeName ? [pod.nodeName] : []) : [pod.name]
  const ordinal = /-(\d+)$/.exec(pod.name)?.[1] ?? '0'
  const prefix = textOf(parent?.spec, 'hostnamePrefix')
  const own = parent?.annotations['tailscale.com/hostname'] || textOf(parent?.spec, 'hostname')
  const { type, namespace, name } = pod.parent
  const singleton = [namespace, name, type === 'ingress' || type === 'connector' ? type : '']
    .filter(Boolean)
    .join('-')
  return [own, prefix && `${prefix}-${ordinal}`, singleton, pod.name].filter(Boolean)
}

const partOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const withoutDot = (name: string) => name.replace(/\.$/, '')

function textOf(value: unknown, field: string): string {
  const text = partOf(value)[field]
  return typeof text === 'string' ? text : ''
}
