import type { ClusterFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import { inNetwork } from '../address/inNetwork.ts'
import { isPublicIpv4 } from '../address/isPublicIpv4.ts'
import { clusterIndex } from '../cluster/clusterIndex.ts'
import {
  denyRules,
  isAbout,
  type PolicyPort,
  type PolicyRule,
  policyKinds,
  policyRules,
  shutsByDefault,
  type Way,
} from './policyRules.ts'
import { selects } from './selects.ts'

export interface UdpPolicy {
  /** What is left of UDP: all, none (but DNS), or some ports only. */
  leaves: 'all' | 'some' | 'none'
  /** Names of the policies that select the pod for this way. */
  policies: string[]
}

const dnsPorts = [53, 5353]
/** Peers have any port; a range so wide lets nearly all of them through. */
const wideRange = 20_000

/** Addresses all over the internet, to ask how much of it a block lets through. */
const somewhere = [3, 13, 20, 34, 45, 52, 66, 78, 89, 104, 130, 142, 155, 167, 185, 199, 203, 212].map(
  first => `${first}.123.45.67`,
)

/** How much of the internet a rule is about: "some" is a network or an address of it. */
function internetOf({ blocks }: PolicyRule): UdpPolicy['leaves'] {
  if (blocks === null) return 'all'
  const reached = somewhere.filter(address =>
    blocks.some(
      ({ cidr, except }) => inNetwork(address, cidr) && !except.some(part => inNetwork(address, part)),
    ),
  )
  if (reached.length > somewhere.length / 2) return 'all'
  const isPublic = blocks.some(({ cidr }) => isPublicIpv4(cidr.split('/')[0] ?? '') && !cidr.endsWith('/0'))
  return reached.length > 0 || isPublic ? 'some' : 'none'
}

function lets(port: PolicyPort, wanted: number | null): UdpPolicy['leaves'] {
  if (port.protocol !== 'UDP') return 'none'
  if (port.port === null) return 'all'
  if (typeof port.port === 'string') return 'some'
  const last = port.endPort ?? port.port
  if (last - port.port > wideRange) return 'all'
  if (wanted !== null && wanted >= port.port && wanted <= last) return 'all'
  return last === port.port && dnsPorts.includes(port.port) ? 'none' : 'some'
}

const order: UdpPolicy['leaves'][] = ['none', 'some', 'all']
const narrowest = (a: UdpPolicy['leaves'], b: UdpPolicy['leaves']) =>
  order.indexOf(a) < order.indexOf(b) ? a : b

const widest = (parts: readonly UdpPolicy['leaves'][]): UdpPolicy['leaves'] =>
  parts.includes('all') ? 'all' : parts.includes('some') ? 'some' : 'none'

/** Asked of a pod for each of its peers, and of each peer by all pods of a pass; objects and pods are replaced, never changed. */
const known = new WeakMap<ClusterFacts, WeakMap<PodFacts, Map<string, UdpPolicy>>>()

function answersOf(pod: PodFacts, cluster: ClusterFacts): Map<string, UdpPolicy> {
  const pods = known.get(cluster) ?? new WeakMap<PodFacts, Map<string, UdpPolicy>>()
  const answers = pods.get(pod) ?? new Map<string, UdpPolicy>()
  known.set(cluster, pods.set(pod, answers))
  return answers
}

/**
 * What the NetworkPolicies of a pod, and Cilium's, leave of its UDP with the internet. They add up what they allow;
 * a pod that none selects is free, and so is one on the host's network.
 *
 * @param port for ingress, tailscaled's own port
 */
export function udpPolicy(
  pod: PodFacts,
  cluster: ClusterFacts,
  way: Way,
  port: number | null = null,
): UdpPolicy {
  if (pod.hostNetwork) return { leaves: 'all', policies: [] }
  const answers = answersOf(pod, cluster)
  const key = `${way}${port}`
  const before = answers.get(key)
  if (before) return before
  const fresh = readPolicy(pod, cluster, way, port)
  answers.set(key, fresh)
  return fresh
}

/** How much of its UDP with the internet a rule is about. */
function udpOf(rule: PolicyRule, port: number | null): UdpPolicy['leaves'] {
  const ports = rule.ports === null ? 'all' : widest(rule.ports.map(each => lets(each, port)))
  return narrowest(internetOf(rule), ports)
}

function readPolicy(pod: PodFacts, cluster: ClusterFacts, way: Way, port: number | null): UdpPolicy {
  const { objectsByKind } = clusterIndex(cluster)
  const selecting = policyKinds
    .flatMap(kind => objectsByKind.get(kind) ?? [])
    .filter(object => isAbout(object, way) && selects(object, pod))
  if (selecting.length === 0) return { leaves: 'all', policies: [] }
  const isDenied = selecting
    .flatMap(object => denyRules(object, way))
    .some(rule => udpOf(rule, port) === 'all')
  const shutting = selecting.filter(object => shutsByDefault(object, way))
  const allowed = selecting.flatMap(object => policyRules(object, way)).map(rule => udpOf(rule, port))
  const leaves = isDenied ? 'none' : shutting.length === 0 ? 'all' : widest(allowed)
  return { leaves, policies: selecting.map(({ name }) => name) }
}
