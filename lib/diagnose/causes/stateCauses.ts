import type { Cause } from './cause.ts'

/** The state of a device or link: no NAT is to blame, or none can be named yet. */
export const stateCauses = {
  'dev-offline': {
    title: 'tailscaled is not connected to its tailnet',
    means:
      'It is logged out, stopped, still starting, or its key has expired. Whatever path its peers have seen before says nothing now; it has to be brought back first.',
    scope: 'state',
    silencedBy: [],
    disproof: 'BackendState Running, and a key that has not expired.',
    surer: [],
    remedies: ['r-reauth'],
    links: ['https://tailscale.com/kb/1028/key-expiry'],
  },
  'dev-cloned': {
    title: 'Two machines use this device’s key',
    means:
      'The control plane sees the same node key connected twice, as where two pods share one state Secret. Peers then send to the one or the other in turn, and paths change all the time. Each pod needs a state of its own.',
    scope: 'pod',
    silencedBy: ['dev-offline'],
    disproof: 'The device list no longer marks the device with multipleConnections.',
    surer: [],
    remedies: [],
    links: ['https://tailscale.com/kb/1236/kubernetes-operator'],
  },
  'no-answer': {
    title: 'The peer does not answer',
    means:
      'Packets are sent and none come back. Status shows such a link as relayed, as it says where packets go and not whether any return; the peer is switched off, asleep, or cut from the network.',
    scope: 'state',
    silencedBy: ['dev-offline', 'dev-stale'],
    disproof: 'The bytes received from the peer grow.',
    surer: [{ what: 'a later sample', tier: 'T4' }],
    remedies: [],
    links: ['https://tailscale.com/kb/1023/troubleshooting'],
  },
  'dev-stale': {
    title: 'The peer’s device is a left-over of one that came back as another',
    means:
      'The device list has two devices of this name and these tags, and only the other one is connected. A pod that lost its state came back as a new device; who still sends to the old one reaches nobody. Delete the old device, and point whatever names it at the new one.',
    scope: 'state',
    silencedBy: ['dev-offline'],
    disproof: 'The device connects again.',
    surer: [{ what: 'the state of the pod: which device it is', tier: 'T4' }],
    remedies: [],
    links: ['https://tailscale.com/kb/1111/ephemeral-nodes'],
  },
  'path-flapping': {
    title: 'The link changes its path again and again',
    means:
      'Three times or more within ten minutes it went from direct to a relay or back. Each change lets traffic stand still for seconds. Restarts, new routes on the node, a mapping that times out or a starved CPU, which answers pings too late, are behind it more often than NAT.',
    scope: 'state',
    silencedBy: ['dev-offline', 'dev-cloned'],
    disproof: 'Ten minutes of traffic on one path.',
    surer: [],
    remedies: [],
    links: ['https://github.com/tailscale/tailscale/issues/17583'],
  },
  'path-derp-transient': {
    title: 'The link has only just begun',
    means:
      'Every connection starts through DERP and moves to a direct path within seconds. With fewer than three samples nothing can be said yet.',
    scope: 'state',
    silencedBy: ['path-flapping'],
    disproof: 'The link is on DERP in three samples over 30 seconds of traffic.',
    surer: [{ what: 'three samples over 30 seconds of traffic', tier: 'T4' }],
    remedies: [],
    links: ['https://tailscale.com/kb/1257/connection-types'],
  },
  'surviving-mapping': {
    title: 'The link is direct by a path that could not be opened now',
    means:
      'The two sides as they are now would not find a direct path, and yet this link has one: it was opened before something changed, and traffic keeps it alive. It goes to a relay at the next restart or pause, unless the peer’s NAT is more lenient than most.',
    scope: 'state',
    silencedBy: [],
    disproof: 'A link that starts anew becomes direct too.',
    surer: [{ what: 'a link to the same peer that begins after a restart', tier: 'T4' }],
    remedies: [],
    links: ['https://tailscale.com/blog/how-nat-traversal-works'],
  },
  'expected-direct-but-derp': {
    title: 'The link should be direct and is not',
    means:
      'Nothing known of the two sides stands in the way, and still the link is on DERP. A filter that nobody can see from here may be at work (security group, asymmetric route, MTU), or the sample fell into a pause of the path.',
    scope: 'state',
    silencedBy: [
      'path-derp-transient',
      'path-flapping',
      'no-answer',
      'peer-host-firewall',
      'same-cluster-not-direct',
      'static-ep-unreachable',
      'fw-public-node-closed',
      'forced-derp-env',
      'udp-blocked-netpol',
      'udp-blocked-all',
      'no-udp-bind',
      'dev-offline',
    ],
    disproof: 'The link turns direct while traffic flows.',
    surer: [
      { what: 'more samples with traffic', tier: 'T4' },
      { what: 'a packet capture on the node', tier: null },
    ],
    remedies: [],
    links: ['https://tailscale.com/kb/1023/troubleshooting'],
  },
  undetermined: {
    title: 'The cause cannot be told from what is known',
    means:
      'The link is relayed, and the facts at hand do not decide between several reasons. What would decide is listed with the finding.',
    scope: 'state',
    silencedBy: [],
    disproof: 'Any cause that is shown to hold.',
    surer: [],
    remedies: [],
    links: ['https://tailscale.com/kb/1411/device-connectivity'],
  },
} as const satisfies Record<string, Cause>
