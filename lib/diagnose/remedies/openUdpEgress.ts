import { udpPolicy } from '../policy/udpPolicy.ts'
import { afterUdp } from './afterUdp.ts'
import { outsidePatch } from './objectPatch.ts'
import { bare, type Proposal } from './proposal.ts'
import type { Scene } from './scene.ts'
import { execInto } from './verifyBy.ts'

/** UDP is stopped outside the cluster: nothing here can be patched, but what to ask for can be said. */
export function openUdpEgress(scene: Scene): Proposal | null {
  const { pod, cluster, chain, traits } = scene
  if (chain.udp !== 'no' || scene.isForced) return null
  const policy = pod && cluster ? udpPolicy(pod, cluster, 'egress') : null
  if (policy && policy.leaves !== 'all') return null
  const from = scene.node?.internalIps[0] ?? chain.publicAddresses[0] ?? '<the nodes>'
  const inPod = pod?.hasCli ? execInto(scene) : null
  // Peers are reached by UDP and STUN servers are not: their port alone is shut.
  const isStun = chain.inbound.by === 'stun-blocked'
  const after = afterUdp(scene)
  return {
    ...bare,
    id: 'r-udp-egress',
    title: isStun ? 'Let STUN out at the edge firewall' : 'Let UDP out at the edge firewall',
    effort: 'network',
    change: { own: after.own },
    patches: [
      outsidePatch('edge firewall', '', [
        { sign: '+', text: `allow out: UDP from ${from} to any, port 3478 (STUN)` },
        ...(isStun
          ? []
          : [
              {
                sign: '+' as const,
                text: `allow out: UDP from ${from} to any, ports 1024-65535 (peers), with answers`,
              },
            ]),
      ]),
    ],
    checks: [
      ...(after.likeness === null
        ? []
        : [
            {
              seen: 'yes' as const,
              says: `The NAT behind it is taken from \`${after.likeness}\`, which leaves the same way`,
            },
          ]),
      policy
        ? { seen: 'yes', says: 'No NetworkPolicy keeps this pod’s UDP in: it is stopped further out' }
        : { seen: 'unknown', says: 'Not seen: NetworkPolicies' },
      { seen: 'unknown', says: 'Not seen: the firewall itself' },
    ],
    limits: [
      isStun
        ? 'STUN is enough here: UDP to peers passes already.'
        : 'Allowing STUN alone is not enough: peers are met on any port. Only answers have to come back in: nothing is opened to the internet.',
      ...(traits.cloud === 'azure'
        ? [
            'AKS with outboundType `none`, `block` or `userDefinedRouting` lets out only what its firewall names.',
          ]
        : []),
    ],
    verify: {
      command: inPod ? `${inPod} netcheck` : 'tailscale netcheck',
      expect: '`UDP: true` and an IPv4 address with a port',
    },
    links: ['https://tailscale.com/kb/1082/firewall-ports'],
  }
}
