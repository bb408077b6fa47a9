import type { ClusterFacts, KeptObject, PodFacts } from '#lib/tailnet/cluster.ts'
import { inNetwork } from '../address/inNetwork.ts'
import { isPublicIpv4 } from '../address/isPublicIpv4.ts'
import { selects } from './selects.ts'

export interface UdpPolicy {
  /** What is left of UDP: all, none (but DNS), or some ports only. */
  leaves: 'all' | 'some' | 'none'
  /** Names of the policies that select the pod in this direction. */
  policies: string[]
}

interface PolicyPort {
  protocol?: string
  port?: number | string
  endPort?: number
}
interface PolicyRule {
  to?: PolicyPeer[]
  from?: PolicyPeer[]
  ports?: PolicyPort[]
}
interface PolicyPeer {
  ipBlock?: { cidr?: string; except?: string[] }
}

const dnsPorts = new Set([53, 5353])

/** Does the rule reach the internet: no peers named, or a block that holds public addresses. */
function reachesInternet(peers: readonly PolicyPeer[] | undefined): boolean {
  if (!peers || peers.length === 0) return true
  return peers.some(({ ipBlock }) => {
    if (!ipBlock?.cidr) return false
    const [base = ''] = ipBlock.cidr.split('/')
    return inNetwork('8.8.8.8', ipBlock.cidr) || isPublicIpv4(base)
  })
}

/** UDP ports that a rule lets through: any, a few, or none. */
function udpOf(ports: readonly PolicyPort[] | undefined, port: number | null): UdpPolicy['leaves'] {
  if (!ports || ports.length === 0) return 'all'
  // A protocol left out is TCP (NetworkPolicyPort).
  const udp = ports.filter(each => each.protocol === 'UDP')
  if (udp.some(each => each.port === undefined)) return 'all'
  if (port !== null && udp.some(each => covers(each, port))) return 'all'
  if (udp.some(each => typeof each.port === 'number' && (each.endPort ?? 0) - each.port > 20_000)) return 'all'
  return udp.some(each => typeof each.port === 'string' || !dnsPorts.has(each.port ?? 0)) ? 'some' : 'none'
}

function covers({ port, endPort }: PolicyPort, wanted: number): boolean {
  if (typeof port !== 'number') return false
  return wanted >= port && wanted <= (endPort ?? port)
}

/**
 * What the NetworkPolicies of a pod leave of its UDP with the internet. They add up what they allow; a pod that none
 * selects is free, and so is one on the host's network.
 *
 * @param port for ingress, tailscaled's own port
 */
export function udpPolicy(
  pod: PodFacts,
  cluster: ClusterFacts,
  direction: 'egress' | 'ingress',
  port: number | null = null,
): UdpPolicy {
  if (pod.hostNetwork) return { leaves: 'all', policies: [] }
  const selecting = cluster.objects.filter(object => isPolicy(object, direction) && selects(object, pod))
  if (selecting.length === 0) return { leaves: 'all', policies: [] }
  const rules = selecting.flatMap(object => rulesOf(object, direction))
  const left = rules
    .filter(rule => reachesInternet(direction === 'egress' ? rule.to : rule.from))
    .map(rule => udpOf(rule.ports, port))
  const leaves = left.includes('all') ? 'all' : left.includes('some') ? 'some' : 'none'
  return { leaves, policies: selecting.map(({ name }) => name) }
}

function isPolicy({ kind, spec }: KeptObject, direction: 'egress' | 'ingress'): boolean {
  if (kind === 'CiliumNetworkPolicy' || kind === 'CiliumClusterwideNetworkPolicy') {
    return spec[direction] !== undefined || spec[`${direction}Deny`] !== undefined
  }
  if (kind !== 'NetworkPolicy') return false
  const types = spec.policyTypes
  const named = direction === 'egress' ? 'Egress' : 'Ingress'
  // Without policyTypes it is about ingress, and about egress where it has egress rules.
  if (!Array.isArray(types)) return direction === 'ingress' || spec.egress !== undefined
  return types.includes(named)
}

function rulesOf(object: KeptObject, direction: 'egress' | 'ingress'): PolicyRule[] {
  const rules = object.spec[direction]
  if (!Array.isArray(rules)) return []
  return object.kind === 'NetworkPolicy' ? (rules as PolicyRule[]) : (rules as CiliumRule[]).map(fromCilium)
}

interface CiliumRule {
  toEntities?: string[]
  fromEntities?: string[]
  toCIDR?: string[]
  fromCIDR?: string[]
  toCIDRSet?: { cidr?: string }[]
  fromCIDRSet?: { cidr?: string }[]
  toEndpoints?: unknown[]
  fromEndpoints?: unknown[]
  toFQDNs?: unknown[]
  toServices?: unknown[]
  toPorts?: { ports?: { protocol?: string; port?: string; endPort?: number }[] }[]
}

/** The same in a NetworkPolicy's words: `world` and `all` are the internet, ANY is UDP too. */
function fromCilium(rule: CiliumRule): PolicyRule {
  const entities = [...(rule.toEntities ?? []), ...(rule.fromEntities ?? [])]
  const cidrs = [
    ...(rule.toCIDR ?? []),
    ...(rule.fromCIDR ?? []),
    ...(rule.toCIDRSet ?? []).flatMap(({ cidr }) => cidr ?? []),
    ...(rule.fromCIDRSet ?? []).flatMap(({ cidr }) => cidr ?? []),
  ]
  const inside = rule.toEndpoints ?? rule.fromEndpoints ?? rule.toFQDNs ?? rule.toServices
  const world = entities.includes('world') || entities.includes('all') || entities.includes('world-ipv4')
  const peers: PolicyPeer[] = [
    ...(world ? [{ ipBlock: { cidr: '0.0.0.0/0' } }] : []),
    ...cidrs.map(cidr => ({ ipBlock: { cidr } })),
    ...(inside || (entities.length > 0 && !world) ? [{}] : []),
  ]
  const ports = rule.toPorts?.flatMap(each =>
    (each.ports ?? []).map(({ protocol, port, endPort }): PolicyPort => ({
      protocol: protocol === 'ANY' || protocol === undefined ? 'UDP' : protocol,
      ...(port === undefined || port === '0' ? {} : { port: Number(port) }),
      ...(endPort === undefined ? {} : { endPort }),
    })),
  )
  return { to: peers, from: peers, ...(ports ? { ports } : {}) }
}
