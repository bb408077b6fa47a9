import type { Cause } from './cause.ts'

/** What goes with a path, and what clears it: none of these says why a link is relayed. */
export const besideCauses = {
  'relay-bottleneck': {
    title: 'The relay holds the traffic back',
    means:
      'What goes through DERP stays at one rate for minutes, as traffic does that would go faster if it could. DERP servers are shared and throttled, without a published limit. A direct path or a peer relay lifts the limit; a nearer DERP region does not.',
    scope: 'pod',
    role: 'beside',
    silencedBy: ['dev-offline'],
    disproof: 'A higher rate through DERP at another time, or a sender that limits itself to this rate.',
    surer: [
      { what: 'outbound drops that grow meanwhile', tier: 'T2' },
      { what: 'what the sender would send if nothing held it back', tier: null },
    ],
    remedies: ['r-static-endpoints-nodeport', 'r-hostport', 'r-peer-relay-crd', 'r-peer-relay-node'],
    links: [
      'https://tailscale.com/kb/1232/derp-servers',
      'https://github.com/tailscale/tailscale/issues/14328',
    ],
  },
  'relay-not-bottleneck': {
    title: 'The relay does not hold the traffic back',
    means:
      'Traffic goes through DERP, and for short times far more of it than mostly, without a packet dropped on the way out. The relay had room to spare, so that it costs time and not rate: what limits the rate is elsewhere.',
    scope: 'pod',
    role: 'not the path',
    silencedBy: ['dev-offline', 'relay-bottleneck'],
    disproof: 'A rate through DERP that stays at one value while more is waiting to be sent.',
    surer: [{ what: 'metrics over a longer time', tier: 'T2' }],
    remedies: ['r-none-accept'],
    links: ['https://tailscale.com/kb/1232/derp-servers'],
  },
  'relayed-but-irrelevant': {
    title: 'So little goes through DERP that it does not matter',
    means:
      'The pod has run for a day or more, and less than a megabyte a day went through DERP. Keepalives and starts make up as much. Whatever is slow about this pod, the relay is not it.',
    scope: 'pod',
    role: 'not the path',
    silencedBy: ['dev-offline', 'relay-bottleneck'],
    disproof: 'More than a megabyte a day through DERP.',
    surer: [{ what: 'bytes by link, to see whose they are', tier: 'T4' }],
    remedies: ['r-none-accept'],
    links: ['https://tailscale.com/kb/1257/connection-types'],
  },
  'direct-but-slow': {
    title: 'The link is direct, and slow all the same',
    means:
      'A ping took the direct path and came back late. No relay is in the way, so that the distance between the two, a busy network or a starved CPU at either end has to explain it. No change of NAT or firewall makes it faster.',
    scope: 'pair',
    role: 'not the path',
    silencedBy: ['dev-offline', 'no-answer', 'path-flapping'],
    disproof: 'Later pings over the same direct path that come back quickly.',
    surer: [
      { what: 'more pings, at another time of day', tier: 'T4' },
      { what: 'CPU throttling of the pod, and a ping between the two outside Tailscale', tier: null },
    ],
    remedies: [],
    links: ['https://tailscale.com/kb/1463/troubleshoot-connectivity'],
  },
  'acl-drops': {
    title: 'Packets are dropped by the tailnet policy',
    means:
      'tailscaled got packets that no rule of the policy file lets in, and dropped them. They arrived, so the path works: a connection that fails here fails for want of a rule. Some of it is normal where something scans ports.',
    scope: 'pod',
    role: 'not the path',
    silencedBy: [],
    disproof: 'The counter of packets dropped for the policy stands still while the connection fails.',
    surer: [{ what: 'metrics while the connection fails', tier: 'T2' }],
    remedies: [],
    links: ['https://tailscale.com/kb/1337/acl-syntax', 'https://tailscale.com/kb/1482/client-metrics'],
  },
  'mtu-fragments': {
    title: 'Packets arrive in fragments and are dropped',
    means:
      'tailscaled drops fragments, which come about where a packet is larger than the MTU somewhere on its way. Small packets pass and large ones stall, on a direct path as on a relay. A smaller MTU or MSS where they are sent cures it.',
    scope: 'pod',
    role: 'not the path',
    silencedBy: [],
    disproof: 'The counter of dropped fragments stands still while large transfers stall.',
    surer: [
      { what: 'metrics while a transfer stalls', tier: 'T2' },
      { what: 'a ping of 1280 bytes that may not be fragmented', tier: null },
    ],
    remedies: [],
    links: [
      'https://tailscale.com/kb/1482/client-metrics',
      'https://github.com/tailscale/tailscale/issues/11290',
    ],
  },
} as const satisfies Record<string, Cause>
