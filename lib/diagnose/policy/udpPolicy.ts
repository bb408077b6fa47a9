import type { ClusterFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import { inNetwork } from '../address/inNetwork.ts'
import { isPublicIpv4 } from '../address/isPublicIpv4.ts'
import { clusterIndex } from '../cluster/clusterIndex.ts'
import {
  isAbout,
  type PolicyPort,
  type PolicyRule,
  policyKinds,
  policyRules,
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

/** Any address of the internet, to ask whether a block is all of it. */
const somewhere = '198.18.7.1'

function reachesInternet({ cidrs }: PolicyRule): boolean {
  if (cidrs === null) return true
  return cidrs.some(cidr => inNetwork(somewhere, cidr) || isPublicIpv4(cidr.split('/')[0] ?? ''))
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

const widest = (parts: readonly UdpPolicy['leaves'][]): UdpPolicy['leaves'] =>
  parts.includes('all') ? 'all' : parts.includes('some') ? 'some' : 'none'

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
  const { objectsByKind } = clusterIndex(cluster)
  const selecting = policyKinds
    .flatMap(kind => objectsByKind.get(kind) ?? [])
    .filter(object => isAbout(object, way) && selects(object, pod))
  if (selecting.length === 0) return { leaves: 'all', policies: [] }
  const leaves = widest(
    selecting
      .flatMap(object => policyRules(object, way))
      .filter(reachesInternet)
      .map(({ ports }) => (ports === null ? 'all' : widest(ports.map(each => lets(each, port))))),
  )
  return { leaves, policies: selecting.map(({ name }) => name) }
}
