import type { KeptObject } from '#lib/tailnet/cluster.ts'
import { isAbout, policyRules } from '../policy/policyRules.ts'
import type { Change } from './change.ts'
import { keptObject } from './keptObject.ts'
import { mapOf } from './plainValue.ts'
import { snatChange } from './snatChange.ts'

/** What a change of an object of the cluster did for paths; null where that was nothing, or for the worse. */
export function objectChange(facet: string, before: unknown, after: unknown): Change | null {
  const [was, is] = [keptObject(facet, before), keptObject(facet, after)]
  const { kind, namespace, name } = was ?? is ?? { kind: '', namespace: null, name: '' }
  switch (kind) {
    case 'Node':
      return nodeChange(name, before, after)
    case 'NetworkPolicy':
    case 'CiliumNetworkPolicy':
    case 'CiliumClusterwideNetworkPolicy': {
      const change = policyChange(`${kind} \`${name}\``, was, is)
      return change && (namespace === null ? change : { ...change, namespace })
    }
    case 'ProxyClass': {
      const endpoints = (object: KeptObject | null) => JSON.stringify(object?.spec.staticEndpoints ?? null)
      return endpoints(is) !== endpoints(was) && endpoints(is) !== 'null'
        ? { what: `ProxyClass \`${name}\` was given static endpoints`, remedy: 'r-static-endpoints-nodeport' }
        : null
    }
    case 'PeerRelay':
      return was === null && is !== null
        ? { what: `PeerRelay \`${name}\` was made`, remedy: 'r-peer-relay-crd' }
        : null
    default:
      return snatChange(facet, before, after)
  }
}

function nodeChange(name: string, before: unknown, after: unknown): Change | null {
  const addresses = (value: unknown) => {
    const { externalIps } = mapOf(value)
    return Array.isArray(externalIps) ? externalIps.length : 0
  }
  // A node that is new has always had its address: nothing was changed.
  if (before === null || after === null || addresses(before) > 0 || addresses(after) === 0) return null
  return { what: `node \`${name}\` was given a public address`, remedy: null, node: name }
}

/** How much UDP a policy lets out to the internet: 2 is any port of anyone, 1 some ports beside DNS. */
function reach(policy: KeptObject): 0 | 1 | 2 {
  const rules = policyRules(policy, 'egress').filter(
    ({ blocks }) => blocks === null || blocks.some(({ cidr }) => cidr.endsWith('/0')),
  )
  if (rules.some(({ ports }) => ports === null)) return 2
  const udp = rules.flatMap(({ ports }) => ports ?? []).filter(({ protocol }) => protocol === 'UDP')
  if (udp.some(({ port, endPort }) => port === null || endPort !== null)) return 2
  return udp.some(({ port }) => port !== 53) ? 1 : 0
}

/** Policies add up what they allow: one that allows more, or one gone that shut, opens. */
function policyChange(named: string, was: KeptObject | null, is: KeptObject | null): Change | null {
  const shut = was !== null && isAbout(was, 'egress')
  const shuts = is !== null && isAbout(is, 'egress')
  const remedy = 'r-netpol-allow-udp'
  if (shut && !shuts) return { what: `${named} shuts outgoing traffic no more`, remedy }
  if (!is || !shuts) return null
  const before = was && shut ? reach(was) : 0
  // A policy that is new and opens all was of use only where another one shut.
  return reach(is) > before ? { what: `${named} lets UDP out`, remedy } : null
}
