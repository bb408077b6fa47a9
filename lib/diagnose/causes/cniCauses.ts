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
  what: 'netcheck of a device on the host’s network of the same node: with one port for every destination the CNI is proven to be it',
  tier: 'T4',
} as const
const ownCheck = { what: 'NetInfo of the pod’s own log, or a netcheck in it', tier: 'T3' } as const

const scaleOut = [
  'r-static-endpoints-nodeport',
  'r-hostport',
  'r-hostnetwork-public-node',
  'r-peer-relay-crd',
  'r-ipv6',
] as const

/** L1: the source NAT that the CNI puts on the node. */
export const cniCauses = {
  'cni-aws-vpc-random': {
    title: 'The VPC CNI takes another source port for each destination',
    means:
      'The Amazon VPC CNI masquerades pods with iptables’ --random-fully unless AWS_VPC_K8S_CNI_RANDOMIZESNAT is none. The port that a STUN server sees is then not the port that a peer would have to answer to, so hole punching fails with every peer that does not let unsolicited UDP in.',
    scope: 'pod',
    silencedBy: noUdp,
    disproof: 'A netcheck in the pod that shows one public port for every destination.',
    surer: [ownCheck, hostCheck],
    remedies: [
      'r-static-endpoints-nodeport',
      'r-hostport',
      'r-hostnetwork-public-node',
      'r-cni-disable-random',
      'r-peer-relay-crd',
      'r-peer-relay-node',
      'r-ipv6',
    ],
    links: [
      'https://github.com/aws/amazon-vpc-cni-k8s#aws_vpc_k8s_cni_randomizesnat',
      'https://github.com/tailscale/tailscale/issues/3822',
    ],
  },
  'cni-eks-auto-random': {
    title: 'EKS Auto Mode takes another source port for each destination',
    means:
      'Nodes of EKS Auto Mode run a built-in network whose SNAT is random or off; no setting keeps ports. Only a way in from outside helps: hostPort, hostNetwork, a static endpoint or a peer relay.',
    scope: 'pod',
    silencedBy: noUdp,
    disproof:
      'A netcheck in the pod that shows one public port for every destination, or a NodeClass with snatPolicy Disabled.',
    surer: [ownCheck, { what: 'the NodeClass of the node (nodeclasses.eks.amazonaws.com)', tier: 'T1' }],
    remedies: [
      'r-static-endpoints-nodeport',
      'r-hostport',
      'r-hostnetwork-public-node',
      'r-peer-relay-crd',
      'r-peer-relay-node',
    ],
    links: ['https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html'],
  },
  'cni-calico-random': {
    title: 'Calico takes another source port for each destination',
    means:
      'Felix adds --random-fully to the masquerade of every IPPool with natOutgoing, on all kernels since 3.14. The port that a STUN server sees is then not the port that a peer would have to answer to. FelixConfiguration can tell Felix not to.',
    scope: 'pod',
    silencedBy: noUdp,
    disproof: 'A netcheck in the pod that shows one public port for every destination.',
    surer: [
      ownCheck,
      { what: 'the IPPool of the pod and FelixConfiguration `default`', tier: 'T1' },
      hostCheck,
    ],
    remedies: [
      'r-cni-disable-random',
      'r-hostport',
      'r-hostnetwork-public-node',
      'r-static-endpoints-nodeport',
      'r-peer-relay-crd',
      'r-peer-relay-node',
      'r-ipv6',
    ],
    links: [
      'https://github.com/tailscale/tailscale/issues/11427',
      'https://docs.tigera.io/calico/latest/reference/resources/felixconfig',
    ],
  },
  'cni-flannel-random': {
    title: 'Flannel takes another source port for each destination',
    means:
      'Flannel with --ip-masq masquerades with --random-fully. Since v0.27.4 the argument --ip-masq-fully-random-disable turns that off; older versions and the Flannel built into k3s have no switch.',
    scope: 'pod',
    silencedBy: noUdp,
    disproof: 'A netcheck in the pod that shows one public port for every destination.',
    surer: [ownCheck, { what: 'the arguments of the Flannel DaemonSet', tier: 'T1' }, hostCheck],
    remedies: [
      'r-cni-disable-random',
      'r-hostport',
      'r-hostnetwork-public-node',
      'r-static-endpoints-nodeport',
      'r-peer-relay-crd',
      'r-peer-relay-node',
      'r-ipv6',
    ],
    links: [
      'https://github.com/flannel-io/flannel/blob/master/Documentation/configuration.md',
      'https://github.com/tailscale/tailscale/issues/11427',
    ],
  },
  'cni-ipmasq-agent-random': {
    title: 'The ip-masq-agent takes another source port for each destination',
    means:
      'The ip-masq-agent masquerades with --random-fully since v2.10. On GKE the agent is Google’s own build, so that its flags have to be measured.',
    scope: 'pod',
    silencedBy: noUdp,
    disproof: 'A netcheck in the pod that shows one public port for every destination.',
    surer: [ownCheck, hostCheck],
    remedies: ['r-cni-disable-random', ...scaleOut, 'r-peer-relay-node'],
    links: ['https://github.com/kubernetes-sigs/ip-masq-agent'],
  },
  'cni-cilium-low-port': {
    title: 'Cilium rewrites the source port because it is below 32768',
    means:
      'Cilium’s BPF masquerade keeps source ports from 32768 on and picks a random one for each destination below that. A tailscaled that listens on a lower port looks like hard NAT; a higher PORT cures it.',
    scope: 'pod',
    silencedBy: noUdp,
    disproof: 'The same netcheck result with a PORT of 32768 or above.',
    surer: [ownCheck],
    remedies: ['r-cilium-port', 'r-static-endpoints-nodeport', 'r-peer-relay-crd'],
    links: ['https://docs.cilium.io/en/stable/network/concepts/masquerading/'],
  },
  'cni-cilium-random': {
    title: 'Cilium is told to take another source port for each destination',
    means:
      'cilium-config sets iptables-random-fully, which is off by default. With it Cilium’s iptables masquerade behaves as hard NAT.',
    scope: 'pod',
    silencedBy: noUdp,
    disproof: 'A netcheck in the pod that shows one public port for every destination.',
    surer: [ownCheck, hostCheck],
    remedies: ['r-cni-disable-random', ...scaleOut],
    links: ['https://docs.cilium.io/en/stable/network/concepts/masquerading/'],
  },
  'cni-antrea-random': {
    title: 'Antrea is told to take another source port for each destination',
    means:
      'antrea-agent.conf sets snatFullyRandomPorts, which is off by default. With it Antrea’s masquerade behaves as hard NAT.',
    scope: 'pod',
    silencedBy: noUdp,
    disproof: 'A netcheck in the pod that shows one public port for every destination.',
    surer: [ownCheck, hostCheck],
    remedies: ['r-cni-disable-random', ...scaleOut],
    links: ['https://antrea.io/docs/main/docs/configuration/'],
  },
  'cni-ovn-hard': {
    title: 'OVN-Kubernetes changes the source port by destination',
    means:
      'OVN’s SNAT is expected to keep one port for every destination, yet this pod’s differ while a host on the way does not. An EgressIP or egress gateway that moves the SNAT is the usual reason.',
    scope: 'pod',
    silencedBy: [...noUdp, 'cni-egress-gateway'],
    disproof: 'A netcheck in the pod that shows one public port for every destination.',
    surer: [
      { what: 'EgressIP and EgressService objects that select the pod’s namespace', tier: 'T1' },
      hostCheck,
    ],
    remedies: ['r-hostnetwork-public-node', 'r-hostport', 'r-peer-relay-crd', 'r-peer-relay-node'],
    links: ['https://github.com/ovn-kubernetes/ovn-kubernetes'],
  },
  'cni-egress-gateway': {
    title: 'An egress gateway moves the pod’s source NAT elsewhere',
    means:
      'A policy sends this pod’s traffic out by another node or address than its own. That NAT comes on top of the CNI’s and may take other ports; leaving the namespace out of the policy gives the pod its plain way back.',
    scope: 'pod',
    silencedBy: noUdp,
    disproof: 'The policy does not select the pod, or its STUN address is its node’s.',
    surer: [{ what: 'the pod’s STUN address beside the policy’s egress address', tier: 'T3' }],
    remedies: ['r-hostnetwork-public-node', 'r-peer-relay-crd', 'r-peer-relay-node'],
    links: ['https://docs.cilium.io/en/stable/network/egress-gateway/'],
  },
  'cni-cilium-port-collision': {
    title: 'Two tailscale pods on one node use the same port behind Cilium',
    means:
      'Cilium’s BPF masquerade keeps a port for one pod only; the second with the same port on the same node gets another one for each destination. Replicas of one ProxyGroup share a port, so they should not share a node.',
    scope: 'pod',
    silencedBy: [...noUdp, 'cni-cilium-low-port'],
    disproof: 'The pods stand on different nodes, or have different ports, and the mapping still varies.',
    surer: [ownCheck],
    remedies: ['r-set-port', 'r-static-endpoints-nodeport', 'r-peer-relay-crd'],
    links: ['https://docs.cilium.io/en/stable/network/concepts/masquerading/'],
  },
  'cni-unknown-hard': {
    title: 'The node’s source NAT takes another port for each destination',
    means:
      'The pod’s ports differ by destination, and what stands outside the node does not do that. So the SNAT on the node does, though the CNI behind it is not one whose settings are known here.',
    scope: 'pod',
    silencedBy: [...noUdp, 'cni-ovn-hard', 'cni-cilium-port-collision', 'cni-egress-gateway'],
    disproof: 'A device on the host’s network of the same node whose ports differ by destination too.',
    surer: [hostCheck, { what: 'the DaemonSets of kube-system', tier: 'T1' }],
    remedies: [...scaleOut, 'r-peer-relay-node'],
    links: ['https://tailscale.com/kb/1411/device-connectivity'],
  },
} as const satisfies Record<string, Cause>
