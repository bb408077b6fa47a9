import type { Cause } from './cause.ts'

const noUdpHere = [
  'forced-derp-env',
  'udp-blocked-netpol',
  'udp-blocked-all',
  'no-udp-bind',
  'dev-offline',
  'no-answer',
] as const

/** Causes at the peer, or between the two. */
export const peerCauses = {
  'peer-udp-blocked': {
    title: 'The peer’s network lets no UDP through',
    means:
      'The peer reaches nobody by UDP, so that only DERP is left, whatever is changed on the pod’s side. A peer relay does not help either, as it needs UDP on both sides.',
    scope: 'peer',
    silencedBy: ['no-answer'],
    disproof: 'A direct link of that peer with anyone outside its network.',
    surer: [{ what: 'a netcheck on the peer', tier: 'push' }],
    remedies: ['r-peer-side'],
    links: ['https://tailscale.com/kb/1082/firewall-ports'],
  },
  'peer-hard-pod-easy': {
    title: 'The peer’s NAT is hard, and this side does not let it in',
    means:
      'The peer takes another port for each destination, so the pod cannot answer where it was told to. The pod’s own NAT is no part of it: only a way in from outside makes the link direct.',
    scope: 'peer',
    silencedBy: noUdpHere,
    disproof: 'A netcheck on the peer that shows one public port for every destination.',
    surer: [
      { what: 'the peer’s netcheck', tier: 'push' },
      { what: 'a link with traffic', tier: 'T4' },
    ],
    remedies: [
      'r-static-endpoints-nodeport',
      'r-hostport',
      'r-hostnetwork-public-node',
      'r-open-udp-firewall',
      'r-peer-relay-crd',
      'r-lb-static-endpoint',
      'r-peer-open',
    ],
    links: ['https://tailscale.com/kb/1411/device-connectivity'],
  },
  'both-hard': {
    title: 'Both sides take another port for each destination',
    means:
      'Neither end can be reached at the port that a third party saw, and hole punching has nothing to aim at. One side that lets unsolicited UDP in is enough, and the other then plays no part.',
    scope: 'pair',
    silencedBy: noUdpHere,
    disproof: 'A netcheck on either side that shows one public port for every destination.',
    surer: [
      { what: 'the peer’s netcheck', tier: 'push' },
      { what: 'a link with traffic', tier: 'T4' },
    ],
    remedies: [
      'r-static-endpoints-nodeport',
      'r-hostport',
      'r-hostnetwork-public-node',
      'r-peer-relay-crd',
      'r-peer-relay-node',
      'r-lb-static-endpoint',
      'r-peer-open',
    ],
    links: ['https://tailscale.com/kb/1411/device-connectivity'],
  },
  'pod-hard-peer-easy': {
    title: 'This side is hard, and the peer lets in only replies',
    means:
      'The peer’s NAT or firewall keeps one port, but lets in only what comes from where it sent to, and the pod comes from a port that nobody knows beforehand. Making the pod’s side easy or open cures it; so does UPnP, NAT-PMP or an open port at the peer.',
    scope: 'pair',
    silencedBy: noUdpHere,
    disproof: 'A direct link to a peer of the same network.',
    surer: [
      {
        what: 'how the peer’s NAT filters, which nothing measures: a direct link of it with another hard side would show it',
        tier: 'T4',
      },
    ],
    remedies: [
      'r-static-endpoints-nodeport',
      'r-hostport',
      'r-hostnetwork-public-node',
      'r-peer-relay-crd',
      'r-lb-static-endpoint',
      'r-peer-open',
    ],
    links: ['https://tailscale.com/kb/1411/device-connectivity'],
  },
  'peer-host-firewall': {
    title: 'The peer should be reachable and is not',
    means:
      'The peer has a mapped port, or advertises a way in, and the link stays on DERP. A firewall on the peer itself drops what it did not ask for, as ufw and Windows Defender do.',
    scope: 'peer',
    silencedBy: noUdpHere,
    disproof: 'A direct link of that peer with another device of hard NAT.',
    surer: [{ what: 'more samples with traffic', tier: 'T4' }],
    remedies: ['r-peer-open'],
    links: ['https://tailscale.com/kb/1082/firewall-ports'],
  },
  'same-cluster-not-direct': {
    title: 'Two pods of one cluster do not reach each other by UDP',
    means:
      'Pods of a cluster know each other’s pod addresses and are direct whatever NAT stands outside. Where they are not, a NetworkPolicy stands between them, one of them has no UDP, or address ranges overlap.',
    scope: 'pair',
    silencedBy: ['forced-derp-env', 'no-answer', 'dev-offline'],
    disproof: 'UDP from one pod to the other’s address and port arrives.',
    surer: [
      { what: 'NetworkPolicies of both namespaces', tier: 'T1' },
      { what: 'more samples with traffic', tier: 'T4' },
    ],
    remedies: ['r-netpol-allow-udp'],
    links: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
  },
  'ipv6-would-help': {
    title: 'IPv6 would go around the NAT',
    means:
      'The peer has IPv6 and so does the cluster, but not this pod. Between two ends with IPv6 no NAT stands, and their firewalls open for each other as easy NATs do.',
    scope: 'pair',
    silencedBy: noUdpHere,
    disproof: 'A netcheck in the pod with IPv6: true.',
    surer: [{ what: 'a netcheck in the pod', tier: 'T4' }],
    remedies: ['r-ipv6'],
    links: ['https://kubernetes.io/docs/concepts/services-networking/dual-stack/'],
  },
  'home-derp-distant': {
    title: 'The relay that the peer is reached by is far away',
    means:
      'Traffic to a peer goes by the peer’s home region. From here that region is much further than the nearest one, so that the relay adds latency as long as the link is not direct.',
    scope: 'pair',
    role: 'beside',
    silencedBy: ['no-answer'],
    disproof: 'The peer’s home region is near, or its latency from here is low.',
    surer: [{ what: 'a netcheck in the pod', tier: 'T4' }],
    remedies: ['r-custom-derp', 'r-none-accept'],
    links: [
      'https://tailscale.com/kb/1232/derp-servers',
      'https://tailscale.com/kb/1118/custom-derp-servers',
    ],
  },
} as const satisfies Record<string, Cause>
