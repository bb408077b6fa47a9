import type { Cause } from './cause.ts'

/** No UDP on the pod's side. Whatever NAT stands there plays no part then. */
export const udpCauses = {
  'udp-blocked-all': {
    title: 'No UDP leaves the pod’s network',
    means:
      'No STUN server answers by UDP, while DERP over TCP works. Something between the pod and the internet drops UDP: an egress firewall, a network virtual appliance, or a cluster without UDP egress. Without UDP only DERP is left, and a peer relay does not help either.',
    scope: 'pod',
    silencedBy: ['udp-blocked-netpol', 'stun-blocked', 'forced-derp-env', 'no-udp-bind', 'dev-offline'],
    disproof: 'A direct link to any peer outside the cluster, or a netcheck with UDP: true.',
    surer: [
      {
        what: 'a link with traffic to a peer that lets UDP in: direct would mean that only STUN is blocked',
        tier: 'T4',
      },
      { what: 'NetworkPolicies that select the pod', tier: 'T1' },
    ],
    remedies: ['r-udp-egress'],
    links: ['https://tailscale.com/kb/1082/firewall-ports'],
  },
  'udp-blocked-netpol': {
    title: 'A NetworkPolicy lets no UDP out of the pod',
    means:
      'A policy selects the pod for egress and allows no UDP but DNS. tailscaled then cannot ask STUN servers nor reach any peer, and only DERP over TCP is left. Egress of UDP to any port, 3478 among them, has to be allowed.',
    scope: 'pod',
    silencedBy: ['forced-derp-env', 'no-udp-bind', 'dev-offline'],
    disproof: 'A netcheck in the pod with UDP: true, as where the CNI does not enforce policies.',
    surer: [{ what: 'NetInfo of the pod’s own log, or a netcheck in it', tier: 'T3' }],
    remedies: ['r-netpol-allow-udp'],
    links: [
      'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
      'https://tailscale.com/kb/1082/firewall-ports',
    ],
  },
  'stun-blocked': {
    title: 'UDP passes, but no STUN server answers',
    means:
      'netcheck finds no UDP, and yet links to peers that let UDP in are direct: only STUN (UDP 3478) is blocked. Such a side never learns its public address, so no peer can send to it first. Allowing UDP 3478 out cures it.',
    scope: 'pod',
    silencedBy: ['udp-blocked-netpol', 'forced-derp-env', 'dev-offline'],
    disproof: 'A netcheck with UDP: true.',
    surer: [{ what: 'a netcheck in the pod', tier: 'T4' }],
    remedies: ['r-udp-egress'],
    links: ['https://tailscale.com/kb/1082/firewall-ports'],
  },
  'forced-derp-env': {
    title: 'tailscaled is told to use relays only',
    means:
      'A debug variable of the container, or the node attribute only-tcp-443 of the tailnet policy, keeps tailscaled off direct paths. It was set on purpose or left over from a test; without it tailscaled looks for a direct path again.',
    scope: 'pod',
    silencedBy: ['dev-offline'],
    disproof: 'A direct link of this pod.',
    surer: [],
    remedies: ['r-remove-forced-relay-env'],
    links: ['https://tailscale.com/kb/1082/firewall-ports'],
  },
  'no-udp-bind': {
    title: 'tailscaled could not open its UDP port',
    means:
      'tailscaled reports that it cannot listen for UDP, mostly because another process on the host’s network has the same port. It then reaches peers by DERP only. Another PORT cures it.',
    scope: 'pod',
    silencedBy: ['dev-offline'],
    disproof: 'A status without this health message.',
    surer: [],
    remedies: ['r-set-port'],
    links: ['https://github.com/tailscale/tailscale/blob/main/health/warnings.go'],
  },
} as const satisfies Record<string, Cause>
