import type { Cause } from './cause.ts'

const off = [
  'forced-derp-env',
  'udp-blocked-netpol',
  'udp-blocked-all',
  'no-udp-bind',
  'dev-offline',
] as const

/** A way in was made, or could be, and does not work. */
export const reachCauses = {
  'fw-public-node-closed': {
    title: 'The node’s firewall drops UDP that it did not ask for',
    means:
      'The pod’s way in reaches a node with a public address, but a security group or host firewall lets only replies in. Peers with easy NAT are direct nevertheless; hard ones are not, as they come from a port that the firewall has not seen. Opening UDP to the pod’s port makes all of them direct.',
    scope: 'pod',
    silencedBy: [
      ...off,
      'port-random-with-fw-rule',
      'hostport-mismatch',
      'randomize-vs-port',
      'static-ep-unreachable',
    ],
    disproof: 'A direct link to a peer with hard NAT.',
    surer: [
      { what: 'links with traffic to peers of easy and of hard NAT', tier: 'T4' },
      { what: 'the node’s security group or firewall rules', tier: null },
    ],
    remedies: ['r-open-udp-firewall', 'r-peer-relay-crd'],
    links: ['https://tailscale.com/kb/1082/firewall-ports'],
  },
  'port-random-with-fw-rule': {
    title: 'tailscaled listens on a random port, which no firewall rule can name',
    means:
      'A tailscaled in a container takes a random UDP port unless PORT is set; 41641 is only the default of the Linux packages. A firewall rule for 41641 then lets in nothing, and the port changes with every restart.',
    scope: 'pod',
    silencedBy: [...off, 'randomize-vs-port'],
    disproof: 'A direct link to a peer with hard NAT.',
    surer: [{ what: 'a link with traffic to a peer with hard NAT', tier: 'T4' }],
    remedies: ['r-set-port', 'r-open-udp-firewall'],
    links: [
      'https://tailscale.com/kb/1082/firewall-ports',
      'https://github.com/tailscale/tailscale/issues/11908',
    ],
  },
  'hostport-mismatch': {
    title: 'The hostPort does not lead to tailscaled’s port',
    means:
      'tailscaled advertises its public address with its own port, so that hostPort, containerPort and PORT have to be one number. Here they are not, and packets from outside reach a closed port or one that nobody knows of.',
    scope: 'pod',
    silencedBy: [...off, 'randomize-vs-port'],
    disproof: 'A direct link to a peer with hard NAT.',
    surer: [{ what: 'tailscaled’s own port, from its log', tier: 'T3' }],
    remedies: ['r-set-port', 'r-hostport'],
    links: ['https://kubernetes.io/docs/concepts/services-networking/'],
  },
  'randomize-vs-port': {
    title: 'The tailnet policy makes tailscaled ignore its fixed port',
    means:
      'randomizeClientPort in the policy file binds every client to a random UDP port, whatever PORT says. Forwards, firewall rules and static endpoints of this pod lead to a port where nobody listens.',
    scope: 'pod',
    silencedBy: off,
    disproof: 'tailscaled’s log shows it on the port that PORT names.',
    surer: [{ what: 'tailscaled’s own port, from its log', tier: 'T3' }],
    remedies: ['r-remove-randomize-client-port'],
    links: ['https://tailscale.com/kb/1337/acl-syntax#randomizeclientport'],
  },
  'static-ep-ignored': {
    title: 'Its ProxyClass has static endpoints, which are used for ProxyGroups only',
    means:
      'The operator makes NodePort Services for ProxyGroups; for Connectors and for proxies of single Services and Ingresses it passes the setting over in silence. The pod has no way in from outside.',
    scope: 'pod',
    silencedBy: off,
    disproof: 'A NodePort Service for this proxy, and its endpoint in the device’s list.',
    surer: [{ what: 'a link with traffic to a peer that has UDP', tier: 'T4' }],
    remedies: ['r-static-endpoints-nodeport', 'r-peer-relay-crd'],
    links: ['https://github.com/tailscale/tailscale/issues/18819'],
  },
  'static-ep-apiserver-broken': {
    title: 'Nobody listens behind the static endpoint of an API server proxy',
    means:
      'A ProxyGroup of type kube-apiserver advertises its static endpoint, but k8s-proxy ignores PORT and listens on a random port. Peers send to a closed port and stay on DERP.',
    scope: 'pod',
    silencedBy: off,
    disproof: 'The device’s local endpoint has the port that PORT names.',
    surer: [{ what: 'the device’s endpoints', tier: 'T0' }],
    remedies: ['r-peer-relay-crd'],
    links: ['https://github.com/tailscale/tailscale/pull/18841'],
  },
  'static-ep-no-externalip': {
    title: 'The static endpoint’s nodes have no public address',
    means:
      'The operator takes static endpoints from the ExternalIP of the selected nodes and found none: they are private, or bare metal, where no controller sets it. The pod then advertises no way in at all.',
    scope: 'pod',
    silencedBy: off,
    disproof: 'A selected node with an ExternalIP.',
    surer: [{ what: 'a link with traffic to a peer that has UDP', tier: 'T4' }],
    remedies: ['r-peer-relay-crd'],
    links: ['https://github.com/tailscale/tailscale/issues/16824'],
  },
  'static-ep-unreachable': {
    title: 'The static endpoint is advertised and not reached',
    means:
      'The pod advertises a static endpoint and is still on DERP with peers that have UDP. The node’s firewall does not let the NodePort in, a NetworkPolicy stands before the pod, or the node is gone.',
    scope: 'pod',
    silencedBy: [...off, 'static-ep-apiserver-broken', 'randomize-vs-port'],
    disproof: 'A direct link to a peer with hard NAT.',
    surer: [
      { what: 'links with traffic to more peers that have UDP', tier: 'T4' },
      { what: 'the firewall rules of the node for its NodePort', tier: null },
    ],
    remedies: ['r-open-udp-firewall', 'r-netpol-allow-udp', 'r-peer-relay-crd'],
    links: ['https://tailscale.com/kb/1236/kubernetes-operator'],
  },
  'peerrelay-not-ready': {
    title: 'The peer relay is not ready',
    means:
      'A PeerRelay resource exists and its condition says why it cannot be used yet. Until then links that need it stay on DERP.',
    scope: 'pod',
    silencedBy: off,
    disproof: 'Condition PeerRelayReady is True.',
    surer: [{ what: 'a link with traffic to a peer that has UDP', tier: 'T4' }],
    remedies: ['r-peer-relay-crd'],
    links: ['https://tailscale.com/kb/1591/peer-relays'],
  },
  'peerrelay-not-used': {
    title: 'A peer relay is ready, and this pod does not use it',
    means:
      'The relay runs, both ends have UDP, and the link is on DERP. Mostly the policy file has no grant of tailscale.com/cap/relay for either end; else the relay’s load balancer does not pass UDP.',
    scope: 'pod',
    silencedBy: [...off, 'peerrelay-not-ready'],
    disproof: 'A grant that covers the pod, and `tailscale debug peer-relay-servers` that lists the relay.',
    surer: [{ what: 'the policy file', tier: 'T0' }],
    remedies: ['r-peer-relay-crd'],
    links: ['https://tailscale.com/kb/1591/peer-relays'],
  },
  'peerrelay-az-mismatch': {
    title: 'The peer relay’s elastic addresses are bound to zones, its pods are not',
    means:
      'An AWS load balancer with elastic addresses serves the zones of their subnets. A relay pod in another zone looks healthy and is not reached.',
    scope: 'pod',
    silencedBy: [...off, 'peerrelay-not-ready'],
    disproof: 'The relay’s ProxyClass pins its pods to a zone of the subnets.',
    surer: [{ what: 'the zones of the subnets', tier: null }],
    remedies: ['r-peer-relay-crd'],
    links: ['https://tailscale.com/kb/1591/peer-relays'],
  },
} as const satisfies Record<string, Cause>
