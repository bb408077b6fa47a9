import type { KeptObject } from '#lib/tailnet/cluster.ts'
import { selects } from '../policy/selects.ts'
import { udpPolicy } from '../policy/udpPolicy.ts'
import { afterUdp } from './afterUdp.ts'
import type { Patch } from './applyPatch.ts'
import { keeperOf } from './keeper.ts'
import { objectPatch } from './objectPatch.ts'
import { listAt, type PlainMap, plainMap } from './plain.ts'
import { bare, type Proposal } from './proposal.ts'
import type { Scene } from './scene.ts'
import { verifyBy } from './verifyBy.ts'

/** Lets UDP out in the very policy that keeps it in. Policies add up, so one of them is enough. */
export function allowUdp(scene: Scene): Proposal | null {
  const { pod, cluster, chain } = scene
  if (!pod || !cluster || scene.isForced || chain.udp === 'yes') return null
  if (udpPolicy(pod, cluster, 'egress').leaves === 'all') return null
  const policy = narrowest(cluster.objects.filter(object => isEgressPolicy(object) && selects(object, pod)))
  if (!policy) return null
  const before = { spec: plainMap(policy.spec) }
  const after = afterUdp(scene)
  return {
    ...bare,
    id: 'r-netpol-allow-udp',
    title: `Let UDP out in ${policy.kind} ${policy.name}`,
    effort: 'field',
    certainty: chain.udp === 'no' ? 'certain' : 'likely',
    change: { own: after.own },
    patches: [objectPatch(policy, before, addRule(before, ruleFor(policy)), keeperOf(policy))],
    checks: [
      ...(after.likeness === null
        ? []
        : [
            {
              seen: 'yes' as const,
              says: `The NAT behind it is taken from \`${after.likeness}\`, which leaves the same way`,
            },
          ]),
      { seen: 'yes', says: `\`${policy.name}\` selects \`${pod.name}\` and lets no UDP out but DNS` },
      { seen: 'unknown', says: 'Not seen: firewalls outside the cluster, which may block UDP as well' },
    ],
    limits: [
      'Peers are met on any port: 3478 is STUN, the others are their NATs’. A narrower range leaves some of them on DERP.',
      ...othersUnder(scene, policy),
    ],
    verify: verifyBy(scene),
    links: [
      'https://tailscale.com/kb/1082/firewall-ports',
      'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
    ],
  }
}

const isCilium = ({ kind }: KeptObject) => kind.startsWith('Cilium')

function isEgressPolicy(object: KeptObject): boolean {
  if (object.kind === 'CiliumNetworkPolicy' || object.kind === 'CiliumClusterwideNetworkPolicy')
    return object.spec.egress !== undefined
  if (object.kind !== 'NetworkPolicy') return false
  const types = listAt(plainMap(object.spec), 'policyTypes')
  return types.length > 0 ? types.includes('Egress') : object.spec.egress !== undefined
}

/** The policy that is most about this pod: by terms of its selector, then by name. */
function narrowest(policies: KeptObject[]): KeptObject | null {
  const terms = ({ spec }: KeptObject) =>
    JSON.stringify(spec.podSelector ?? spec.endpointSelector ?? {}).length
  const isNative = (policy: KeptObject) => Number(policy.kind === 'NetworkPolicy')
  return (
    policies.sort(
      (a, b) => isNative(b) - isNative(a) || terms(b) - terms(a) || (a.name < b.name ? -1 : 1),
    )[0] ?? null
  )
}

/** All of UDP but the ports of system services. */
const ruleFor = (policy: KeptObject): PlainMap =>
  isCilium(policy)
    ? {
        toEntities: ['world', 'cluster'],
        toPorts: [{ ports: [{ port: '1024', endPort: 65535, protocol: 'UDP' }] }],
      }
    : { ports: [{ protocol: 'UDP', port: 1024, endPort: 65535 }] }

/** A list of rules is replaced whole by a merge; so the one rule is added by a JSON patch. */
function addRule(before: { spec: PlainMap }, rule: PlainMap): Patch {
  const rules = before.spec.egress
  return Array.isArray(rules)
    ? { type: 'json', body: [{ op: 'add', path: '/spec/egress/-', value: rule }] }
    : { type: 'merge', body: { spec: { egress: [rule] } } }
}

function othersUnder({ pod, cluster }: Scene, policy: KeptObject): string[] {
  const others = (cluster?.pods ?? []).filter(each => each.uid !== pod?.uid && selects(policy, each))
  if (others.length === 0)
    return ['Every pod that the policy selects gets the same; those without tailscale are not counted here.']
  return [
    `The policy also selects ${others
      .map(each => `\`${each.name}\``)
      .slice(0, 3)
      .join(', ')}${others.length > 3 ? ` and ${others.length - 3} more` : ''}.`,
  ]
}
