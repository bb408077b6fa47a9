import type { Certainty, Tier } from '#lib/tailnet/finding.ts'
import type { CauseCode } from './catalogue.ts'

/** What a cause has to be told before it is said, and when it is how sure. A degree that is left out is never given. */
export interface HowSure extends Partial<Record<Certainty, string>> {
  needs: readonly { what: string; tier: Tier }[]
}

const objects = { what: 'the pod, its node and the objects of its CNI', tier: 'T1' } as const
const mapping = {
  what: 'whether its ports differ by destination: the log’s NetInfo, or the API’s word',
  tier: 'T3',
} as const
const devices = { what: 'the device list with what each device measured', tier: 'T0' } as const
const paths = { what: 'paths by link: status', tier: 'T4' } as const
const policy = { what: 'the tailnet policy', tier: 'T0' } as const
const counters = { what: 'the counters of tailscaled', tier: 'T2' } as const

const notYet =
  'UDP of this side, or of a peer concerned, was not measured: blocked UDP could be what is in the way.'

/** A CNI whose configuration says it, with the measurement that shows it. */
const cni = (setting: string, unread: string): HowSure => ({
  needs: [objects, mapping],
  certain: `${setting}, the pod’s ports differ by destination, and both this side and a peer concerned have UDP.`,
  likely: `The same, but its mapping was not measured, or part of the configuration is not readable. Or: ${notYet}`,
  possible: unread,
})

const edge = (prior: string): HowSure => ({
  needs: [objects, mapping, devices],
  certain:
    'A device without a CNI in front (host, or host network) leaves by the same public address and its ports differ too; or the pod itself has no CNI in front.',
  likely: `${prior} Or: ${notYet}`,
})

const wayIn = (certain: string, likely = notYet): HowSure => ({ needs: [objects, paths], certain, likely })
const pair = (certain: string, likely: string, possible?: string): HowSure => ({
  needs: [devices, paths],
  certain,
  likely,
  ...(possible ? { possible } : {}),
})
const notTried = 'No link was seen, and a way in on one side was never tried.'
const predicted = 'No link was seen: both sides are as the API tells, and a relay is predicted.'

/** How each cause comes by its certainty. */
export const howSure: Readonly<Record<CauseCode, HowSure>> = {
  'dev-offline': {
    needs: [paths],
    certain: 'Status says a state other than Running, or that the peer’s key has expired.',
  },
  'dev-cloned': { needs: [devices], certain: 'The device list marks the device with `multipleConnections`.' },
  'dev-stale': {
    needs: [devices, paths],
    likely: 'The device is away, and one of the same host name and tags is connected.',
  },
  'no-answer': {
    needs: [paths],
    certain: 'More is sent over two samples or 15 seconds, and nothing comes back.',
  },
  'path-flapping': {
    needs: [paths],
    certain: 'Three changes between direct and a relay within ten minutes.',
  },
  'path-derp-transient': {
    needs: [paths],
    likely: 'Fewer than three samples, on a link that should be direct.',
  },
  'surviving-mapping': {
    needs: [paths, devices],
    possible: 'Direct, while neither side as it is now could be reached.',
  },
  'expected-direct-but-derp': {
    needs: [paths, devices],
    possible: 'On a relay, while both sides as they are allow a direct path.',
  },
  undetermined: { needs: [paths], possible: 'On a relay, and no rule holds. It lists what is missing.' },
  'udp-blocked-all': {
    needs: [mapping, paths],
    certain:
      'No STUN answer, no NetworkPolicy that explains it, and a relayed link to a peer that lets UDP in.',
    likely: 'No STUN answer, and no peer that would show whether other UDP passes.',
    possible: 'The same, while the cluster’s NetworkPolicies were not read.',
  },
  'udp-blocked-netpol': {
    needs: [objects, mapping],
    certain: 'A policy that selects the pod allows no UDP but DNS, and no STUN server answers.',
    likely:
      'The policy alone; or it allows some ports or networks only, and STUN servers or peers are elsewhere.',
  },
  'stun-blocked': {
    needs: [mapping, paths],
    certain: 'No STUN answer, and a direct link outside the cluster.',
    likely: 'The same, but the policies of the cluster were not read.',
  },
  'forced-derp-env': {
    needs: [objects, policy],
    certain: 'The environment variable is set, or the policy gives the attribute, and no link is direct.',
    possible: 'The same, though a link is direct: it may have been set later.',
  },
  'no-udp-bind': {
    needs: [paths],
    certain: 'tailscaled’s own health says that it could not open its UDP port.',
  },
  'cni-aws-vpc-random': cni('aws-node randomises ports (the default)', 'aws-node’s setting cannot be read.'),
  'cni-eks-auto-random': cni(
    'EKS Auto Mode makes the SNAT',
    'Node classes differ, and which one the node has is not seen.',
  ),
  'cni-calico-random': cni(
    'The pod’s IPPool has natOutgoing, and Felix is not told otherwise',
    'Felix or the pool was not read.',
  ),
  'cni-flannel-random': cni(
    'Flannel masquerades, and is not told to keep ports',
    'Flannel’s arguments were not read.',
  ),
  'cni-ipmasq-agent-random': cni(
    'ip-masq-agent is 2.10 or later, and is not told otherwise',
    'Its version or its configuration was not read.',
  ),
  'cni-cilium-low-port': cni(
    'Cilium masquerades by BPF, and tailscaled’s port is below 32768',
    'Cilium’s configuration was not read.',
  ),
  'cni-cilium-random': cni('Cilium is told to randomise ports', 'Cilium’s configuration was not read.'),
  'cni-antrea-random': cni('Antrea is told to randomise ports', 'Antrea’s configuration was not read.'),
  'cni-ovn-hard': cni(
    'A host on the same node keeps one port, and the pod does not',
    'Only the pod’s own mapping was seen.',
  ),
  'cni-unknown-hard': cni(
    'A host on the same node keeps one port, and the pod does not',
    'Only the pod’s own mapping was seen.',
  ),
  'cni-egress-gateway': {
    needs: [objects, mapping],
    likely: 'A policy names the pod, and the pod is seen at an address of that policy.',
    possible: 'A policy names the pod; at whose address it is seen is not known.',
  },
  'cni-cilium-port-collision': {
    needs: [objects, mapping],
    possible:
      'Another pod on the node has the same port, Cilium masquerades by BPF, and the pod’s ports differ.',
  },
  'l2-aws-natgw': edge('A private node on AWS, whose NAT gateways are always hard.'),
  'l2-azure-natgw': edge('Ports differ, and the CNI in front keeps them.'),
  'l2-gcp-cloudnat': edge('Ports differ, and the CNI in front keeps them.'),
  'l2-shared-egress-hard': edge('Ports differ, and the CNI in front keeps them.'),
  'l2-onprem-router-hard': edge('Ports differ, and the CNI in front keeps them.'),
  'l2-multi-egress-ip': {
    needs: [objects, mapping],
    likely: 'STUN servers saw the pod at two or more public addresses.',
  },
  'fw-public-node-closed': wayIn(
    'A fixed port on a public node, direct with peers of easy NAT, relayed with peers of hard NAT.',
    `Relayed with peers of hard NAT, and no other link was seen. Or: ${notYet}`,
  ),
  'port-random-with-fw-rule': wayIn(
    'On the host’s network of a public node, no PORT, and a relayed link that an open port would make direct.',
    `No such link was seen. Or: ${notYet}`,
  ),
  'hostport-mismatch': wayIn('hostPort, containerPort and PORT are not one number.'),
  'randomize-vs-port': {
    needs: [policy, objects],
    certain: 'The policy has randomizeClientPort, the pod a PORT, and tailscaled is not on it.',
    likely: `The same, and on which port tailscaled is was not seen to be the fixed one. Or: ${notYet}`,
    possible: 'The same, but tailscaled is on its PORT all the same.',
  },
  'static-ep-ignored': wayIn('Its ProxyClass has static endpoints, and it belongs to no ProxyGroup.'),
  'static-ep-apiserver-broken': wayIn(
    'A ProxyGroup of type kube-apiserver whose port is not the one that PORT names.',
  ),
  'static-ep-no-externalip': wayIn('The ProxyGroup’s own condition says that no node has an ExternalIP.'),
  'static-ep-unreachable': {
    needs: [objects, paths],
    certain: 'It is advertised, and two or more links to peers with UDP are relayed.',
    likely: 'The same with one link.',
    possible: 'The same, though another hard peer is direct.',
  },
  'peerrelay-not-ready': { needs: [objects, paths], certain: 'The resource’s own condition is not True.' },
  'peerrelay-not-used': {
    needs: [objects, paths, policy],
    likely: 'It is ready, links with UDP on both ends are on DERP, and no grant covers them.',
    possible: 'The same, but a grant covers them, or the policy was not read.',
  },
  'peerrelay-az-mismatch': {
    needs: [objects],
    possible: 'Elastic addresses, and no ProxyClass that pins the pods to a zone.',
  },
  'peer-udp-blocked': pair('The peer says that it has no UDP, and its link is relayed.', predicted),
  'peer-hard-pod-easy': pair(
    'The peer’s ports differ, this side’s do not, and the link is relayed.',
    predicted,
    notTried,
  ),
  'both-hard': pair(
    'The ports of both differ, neither lets UDP in, and the link is relayed.',
    predicted,
    notTried,
  ),
  'pod-hard-peer-easy': {
    needs: [devices, paths],
    likely:
      'This side’s ports differ, and the link is relayed: how the peer’s NAT filters is never measured.',
    possible: notTried,
  },
  'peer-host-firewall': {
    needs: [devices, paths],
    possible: 'The peer has a way in, and its link is relayed all the same.',
  },
  'same-cluster-not-direct': {
    needs: [objects, paths],
    certain: 'A NetworkPolicy or an order keeps one of the two from UDP.',
    likely: 'One of the two has no UDP.',
    possible: 'Both have UDP, and nothing in the objects explains it.',
  },
  'ipv6-would-help': {
    needs: [objects, devices],
    possible: 'The peer and the node have IPv6, the pod has not.',
  },
  'home-derp-distant': {
    needs: [devices, mapping],
    likely: 'The peer’s home region is more than 50 ms further than the nearest.',
  },
  'relay-bottleneck': {
    needs: [counters, paths],
    likely:
      'Six looks or more at one rate (within a tenth) above 1 Mbit/s, and packets dropped on the way out.',
    possible: 'The same without drops: the sender may limit itself.',
  },
  'relay-not-bottleneck': {
    needs: [counters, paths],
    likely: 'At times twice the usual rate or more, above 1 Mbit/s, and nothing dropped.',
  },
  'relayed-but-irrelevant': {
    needs: [counters, objects],
    likely: 'A day or more without a restart, and less than 1 MB a day on DERP.',
  },
  'direct-but-slow': {
    needs: [{ what: 'a ping that a person asked for', tier: 'T4' }],
    likely: 'A direct ping that took 150 ms or more.',
  },
  'acl-drops': {
    needs: [counters],
    likely: 'The counter grew within the last minutes.',
    possible: 'It grew at some time since tailscaled started.',
  },
  'mtu-fragments': {
    needs: [counters],
    likely: 'The counter grew within the last minutes.',
    possible: 'It grew at some time since tailscaled started.',
  },
}
