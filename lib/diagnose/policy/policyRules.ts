import type { KeptObject } from '#lib/tailnet/cluster.ts'
import { records } from './records.ts'

export interface PolicyPort {
  protocol: string
  /** Null is every port; a name is one that the pods give it. */
  port: number | string | null
  endPort: number | null
}

/** A network less some of its parts, in CIDR notation. */
export interface Block {
  cidr: string
  except: string[]
}

/** One rule of a policy, whichever kind it is written in. */
export interface PolicyRule {
  /** Blocks of addresses that it names; null where it names no peers at all, which is everyone. */
  blocks: Block[] | null
  /** Null where it names no ports, which is all of them. */
  ports: PolicyPort[] | null
}

export type Way = 'egress' | 'ingress'

/** The kinds that are read. */
export const policyKinds = ['NetworkPolicy', 'CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy']

const isCilium = ({ kind }: KeptObject) =>
  kind === 'CiliumNetworkPolicy' || kind === 'CiliumClusterwideNetworkPolicy'
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter(each => typeof each === 'string') : []
const number = (value: unknown) => (typeof value === 'number' ? value : null)

/** Is it a policy about this way? Without policyTypes it is about ingress, and about egress where it has such rules. */
export function isAbout(object: KeptObject, way: Way): boolean {
  const { kind, spec } = object
  if (isCilium(object)) return spec[way] !== undefined || spec[`${way}Deny`] !== undefined
  if (kind !== 'NetworkPolicy') return false
  const types = texts(spec.policyTypes)
  if (types.length === 0) return way === 'ingress' || spec.egress !== undefined
  return types.includes(way === 'egress' ? 'Egress' : 'Ingress')
}

/** What one of Cilium's policies denies one way, whatever others allow (docs.cilium.io, "Deny Policies"). */
export function denyRules(object: KeptObject, way: Way): PolicyRule[] {
  return isCilium(object) ? records(object.spec[`${way}Deny`]).map(rule => ofCilium(rule, way)) : []
}

/** Does a policy that is about this way shut what it does not allow? Cilium's may be told not to (enableDefaultDeny). */
export function shutsByDefault({ spec }: KeptObject, way: Way): boolean {
  const [told] = records([spec.enableDefaultDeny])
  return told?.[way] !== false
}

/** What a policy allows one way. */
export function policyRules(object: KeptObject, way: Way): PolicyRule[] {
  return records(object.spec[way]).map(rule =>
    isCilium(object) ? ofCilium(rule, way) : ofKubernetes(rule, way),
  )
}

function ofKubernetes(rule: Record<string, unknown>, way: Way): PolicyRule {
  const peers = records(way === 'egress' ? rule.to : rule.from)
  const ports = records(rule.ports)
  return {
    blocks: peers.length === 0 ? null : peers.flatMap(({ ipBlock }) => blockOf(ipBlock)),
    ports:
      ports.length === 0
        ? null
        : ports.map(({ protocol, port, endPort }) => ({
            // Left out it is TCP (NetworkPolicyPort).
            protocol: typeof protocol === 'string' ? protocol : 'TCP',
            port: typeof port === 'number' || typeof port === 'string' ? port : null,
            endPort: number(endPort),
          })),
  }
}

function blockOf(value: unknown): Block[] {
  const [block] = records([value])
  return typeof block?.cidr === 'string' ? [{ cidr: block.cidr, except: texts(block.except) }] : []
}

/** `world` and `all` are the internet; endpoints, services and names are not. ANY is UDP too (docs.cilium.io, "Layer 3/4"). */
function ofCilium(rule: Record<string, unknown>, way: Way): PolicyRule {
  const to = way === 'egress' ? 'to' : 'from'
  const entities = texts(rule[`${to}Entities`])
  const isWorld = entities.some(each => ['world', 'world-ipv4', 'all'].includes(each))
  const cidrs = [...(isWorld ? ['0.0.0.0/0'] : []), ...texts(rule[`${to}CIDR`])]
  const blocks = [
    ...cidrs.map(cidr => ({ cidr, except: [] })),
    ...records(rule[`${to}CIDRSet`]).flatMap(blockOf),
  ]
  const namesPeers = [
    'Entities',
    'CIDR',
    'CIDRSet',
    'Endpoints',
    'Services',
    'FQDNs',
    'Nodes',
    'Groups',
  ].some(each => rule[`${to}${each}`] !== undefined)
  const ports =
    rule.toPorts === undefined ? null : records(rule.toPorts).flatMap(({ ports }) => records(ports))
  return {
    blocks: namesPeers ? blocks : null,
    ports:
      ports?.map(({ protocol, port, endPort }) => ({
        protocol: protocol === undefined || protocol === 'ANY' ? 'UDP' : String(protocol),
        port:
          port === undefined || port === '0'
            ? null
            : Number.isNaN(Number(port))
              ? String(port)
              : Number(port),
        endPort: number(endPort),
      })) ?? null,
  }
}
