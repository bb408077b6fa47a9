import type { Cause } from './cause.ts'

const noUdp = [
  'forced-derp-env',
  'udp-blocked-netpol',
  'udp-blocked-all',
  'stun-blocked',
  'no-udp-bind',
  'dev-offline',
] as const

const hostCheck = {
  what: 'netcheck of a device on the host’s network behind the same public address: if its ports differ too, it is the edge',
  tier: 'T4',
} as const
const cloudCheck = (what: string) => ({ what, tier: null }) as const

/** L2: the cloud's or the site's NAT at the edge. */
export const edgeCauses = {
  'l2-aws-natgw': {
    title: 'The AWS NAT gateway takes another source port for each destination',
    means:
      'Private nodes in AWS reach the internet by a NAT gateway, which is always hard and has no option to be otherwise. Keeping ports in the CNI changes nothing behind it: the pod needs a node with a public address, another NAT, or a peer relay.',
    scope: 'pod',
    silencedBy: [...noUdp, 'l2-multi-egress-ip'],
    disproof: 'A host behind the same public address that keeps one port, as behind a NAT instance.',
    surer: [hostCheck, cloudCheck('the route table of the node’s subnet')],
    remedies: [
      'r-peer-relay-crd',
      'r-hostnetwork-public-node',
      'r-static-endpoints-nodeport',
      'r-replace-nat-gateway',
      'r-peer-relay-node',
      'r-lb-static-endpoint',
      'r-ipv6',
    ],
    links: ['https://tailscale.com/blog/nat-traversal-improvements-pt-2-cloud-environments'],
  },
  'l2-azure-natgw': {
    title: 'Azure’s outbound NAT takes another source port for each destination',
    means:
      'The nodes have no public address, and the way out that Azure gives them (a NAT gateway, or the load balancer’s outbound rule) maps each destination to another port. Which of the two it is stands in the cluster’s outboundType, which Kubernetes does not show.',
    scope: 'pod',
    silencedBy: [...noUdp, 'l2-multi-egress-ip'],
    disproof: 'A host behind the same public address that keeps one port.',
    surer: [hostCheck, cloudCheck('`az aks show --query networkProfile.outboundType`')],
    remedies: [
      'r-hostnetwork-public-node',
      'r-static-endpoints-nodeport',
      'r-peer-relay-crd',
      'r-replace-nat-gateway',
      'r-peer-relay-node',
      'r-lb-static-endpoint',
    ],
    links: [
      'https://learn.microsoft.com/azure/aks/egress-outboundtype',
      'https://tailscale.com/blog/nat-traversal-improvements-pt-2-cloud-environments',
    ],
  },
  'l2-gcp-cloudnat': {
    title: 'Cloud NAT takes another source port for each destination',
    means:
      'Private nodes in Google Cloud leave by Cloud NAT, which is hard unless endpoint-independent mapping is switched on, and that needs static port allocation. A CNI that randomises ports in front of it hides the change.',
    scope: 'pod',
    silencedBy: [...noUdp, 'l2-multi-egress-ip'],
    disproof: 'A host behind the same public address that keeps one port.',
    surer: [hostCheck, cloudCheck('`gcloud compute routers nats describe`')],
    remedies: [
      'r-gcp-eim',
      'r-peer-relay-crd',
      'r-hostnetwork-public-node',
      'r-static-endpoints-nodeport',
      'r-peer-relay-node',
      'r-lb-static-endpoint',
    ],
    links: [
      'https://cloud.google.com/nat/docs/ports-and-addresses',
      'https://tailscale.com/blog/nat-traversal-improvements-pt-2-cloud-environments',
    ],
  },
  'l2-shared-egress-hard': {
    title: 'The NAT at the edge takes another source port for each destination',
    means:
      'The pod’s ports differ by destination although the CNI in front keeps them, so a gateway or firewall further out changes them. Whose it is does not show in the cluster.',
    scope: 'pod',
    silencedBy: [...noUdp, 'l2-multi-egress-ip'],
    disproof: 'A host behind the same public address that keeps one port.',
    surer: [hostCheck],
    remedies: ['r-peer-relay-crd', 'r-peer-relay-node', 'r-replace-nat-gateway', 'r-ipv6'],
    links: ['https://tailscale.com/kb/1411/device-connectivity'],
  },
  'l2-multi-egress-ip': {
    title: 'Packets leave by several public addresses',
    means:
      'STUN servers saw the pod at more than one public address: a NAT gateway with several addresses, or several uplinks. The mapping then varies by destination even where the port stays, and no peer knows where to answer. One address for this egress cures it.',
    scope: 'pod',
    silencedBy: noUdp,
    disproof: 'A netcheck that shows one public address only.',
    surer: [{ what: 'a second netcheck that shows several addresses again', tier: 'T4' }],
    remedies: [
      'r-peer-relay-crd',
      'r-hostnetwork-public-node',
      'r-static-endpoints-nodeport',
      'r-peer-relay-node',
    ],
    links: ['https://tailscale.com/kb/1411/device-connectivity'],
  },
  'l2-onprem-router-hard': {
    title: 'The edge router takes another source port for each destination',
    means:
      'A device without a CNI in front of it sees its ports differ by destination, so the site’s router or firewall does it: pfSense, OPNsense and most corporate firewalls do unless told otherwise. A static-port rule, endpoint-independent NAT or NAT-PMP on the router cures it for all devices behind it.',
    scope: 'pod',
    silencedBy: [...noUdp, 'l2-multi-egress-ip'],
    disproof: 'A host behind the same public address that keeps one port.',
    surer: [hostCheck],
    remedies: [
      'r-router-static-port',
      'r-natpmp',
      'r-peer-relay-node',
      'r-hostport',
      'r-ipv6',
      'r-randomize-client-port',
    ],
    links: ['https://tailscale.com/kb/1146/pfsense', 'https://tailscale.com/kb/1181/firewalls'],
  },
} as const satisfies Record<string, Cause>
