/** A remedy as people are told of it before it is made out for an object of theirs. */
export interface RemedyWords {
  title: string
  /** What it does, and what it needs. */
  does: string
  /** Where it does not help, and what it costs. */
  limits: readonly string[]
}

const row = (title: string, does: string, ...limits: string[]): RemedyWords => ({ title, does, limits })

/** Every remedy that a cause may name, by its id. Titles of a patch at hand say more: they know the object. */
export const remedyWords: Readonly<Record<string, RemedyWords>> = {
  'r-reauth': row(
    'Log it in again',
    'A new key, or the old one renewed.',
    'A new login may be a new device, with a new address.',
  ),
  'r-remove-forced-relay-env': row(
    'Take away what forces the relay',
    'Removes the debug variable, or the node attribute `only-tcp-443`.',
    'The pod restarts. Whoever set it may have had a reason.',
  ),
  'r-netpol-allow-udp': row(
    'Allow UDP in the NetworkPolicy',
    'Adds a rule for UDP to any port to the policy that selects the pod.',
    'Port 3478 alone is not enough: peers are met on any port.',
  ),
  'r-udp-egress': row(
    'Let UDP out at the edge firewall',
    'A rule of the firewall outside the cluster, for STUN and for peers.',
    'Nothing in the cluster can be patched for it.',
  ),
  'r-remove-randomize-client-port': row(
    'Remove `randomizeClientPort` from the policy file',
    'tailscaled then heeds its PORT, so that forwards and firewall rules lead to it.',
    'For the whole tailnet; where it was needed, give it to single devices by a node attribute.',
  ),
  'r-set-port': row(
    'Give it a fixed port',
    'Sets PORT to a number that is free on its nodes, from 32768 to 60999.',
    'Alone it opens nothing: a firewall rule or a forward has to lead to it.',
  ),
  'r-open-udp-firewall': row(
    'Open UDP to its port',
    'A rule of the security group, network security group or host firewall.',
    'It does nothing for a pod that no host port, NodePort or host network leads to.',
  ),
  'r-hostport': row(
    'Give it hostPort = PORT on a public node',
    'The node sends one UDP port on to the pod, and tailscaled offers that port to its peers.',
    'Not for proxies of the operator, whose pods take no ports. One such pod a node.',
    'The CNI has to map host ports, and the firewall has to let the port in.',
  ),
  'r-hostnetwork-public-node': row(
    'Put it on a public node with host network',
    'No CNI stands between tailscaled and the node; with an open port this is no NAT at all.',
    'Not for proxies of the operator. NetworkPolicies no longer apply, and Pod Security forbids it but in privileged namespaces.',
  ),
  'r-static-endpoints-nodeport': row(
    'Give it static endpoints on public nodes',
    'A NodePort for each replica of a ProxyGroup, offered to peers with the nodes’ public addresses (operator ≥ 1.86).',
    'Only for ProxyGroups, and not those of type kube-apiserver. The nodes need an ExternalIP.',
  ),
  'r-cilium-port': row(
    'Give it a port that Cilium keeps',
    'A fixed port from 32768: below it Cilium’s masquerading picks another one for each destination.',
    'A second pod on the node needs a port of its own.',
  ),
  'r-peer-relay-crd': row(
    'Run a PeerRelay behind a load balancer',
    'A relay of one’s own (operator ≥ 1.102): UDP, not throttled, for every pair with UDP on both ends.',
    'Not direct. Both clients have to be 1.86 or later, and a grant has to cover one of them.',
    'A load balancer for each replica, with its cost.',
  ),
  'r-peer-relay-node': row(
    'Make a public machine a peer relay',
    '`tailscale set --relay-server-port` on a machine that lets UDP in (≥ 1.86), and a grant.',
    'Not direct. Behind hard NAT the machine is of no use.',
  ),
  'r-lb-static-endpoint': row(
    'Put a load balancer for UDP before it, and offer its address',
    'For a pod of a cluster without public nodes: a Service of type LoadBalancer, whose address tailscaled offers as a static endpoint.',
    'Not for proxies of the operator. A container has only the debug knob `TS_DEBUG_PRETENDPOINT` for it.',
    'A load balancer for each pod, with its cost.',
  ),
  'r-cni-disable-random': row(
    'Let the CNI keep source ports',
    'A setting of the VPC CNI, Calico, Flannel (≥ 0.27.4), ip-masq-agent or Antrea.',
    'For all pods of the cluster: random ports avoid a race that drops packets under load.',
    'It changes nothing behind a hard NAT at the edge. EKS Auto Mode and k3s have no such setting.',
  ),
  'r-gcp-eim': row(
    'Turn on endpoint-independent mapping in Cloud NAT',
    'Needs static port allocation.',
    'For every VM behind this NAT. Behind a CNI with random ports it changes nothing.',
  ),
  'r-replace-nat-gateway': row(
    'Leave by another way than the NAT gateway',
    'A NAT instance that keeps ports, or nodes with public addresses.',
    'A single point of failure that does not scale by itself. Behind a CNI with random ports it changes nothing.',
  ),
  'r-router-static-port': row(
    'Let the edge router keep source ports',
    'A static-port rule of pfSense or OPNsense, or endpoint-independent NAT where it has it.',
    'Behind a CNI with random ports it changes nothing.',
  ),
  'r-randomize-client-port': row(
    'Let each client take a port of its own',
    'Sets `randomizeClientPort` in the policy file, where several machines with one port stand behind one static-port rule.',
    'For the whole tailnet, and it overrides every PORT: forwards and firewall rules to a fixed port no longer lead to it.',
    'Behind a CNI with random ports it changes nothing.',
  ),
  'r-natpmp': row(
    'Turn on NAT-PMP or UPnP on the router',
    'The router then maps a port for whoever asks.',
    'A pod reaches the router only on the host’s network. Any program of that network can have ports opened.',
  ),
  'r-ipv6': row(
    'Give it IPv6',
    'Between two ends with IPv6 no NAT stands.',
    'Both ends need it, and a cluster becomes dual-stack only by its own set-up.',
  ),
  'r-peer-side': row(
    'Let UDP out where the peer is',
    'A rule of the peer’s own network.',
    'No change at the pod, and no peer relay, helps a side without UDP.',
  ),
  'r-peer-open': row(
    'Let UDP in where the peer is',
    'A firewall rule, a port forward or NAT-PMP in the peer’s network.',
    'One network after the other, and again for each new peer.',
  ),
  'r-custom-derp': row(
    'Run a DERP region of your own near both ends',
    'A `derper` on a public machine, and a `derpMap` in the policy file.',
    'Not direct: it shortens the way by the relay.',
    'It needs STUN on UDP 3478, and no HTTP load balancer in front.',
  ),
  'r-none-accept': row(
    'Leave it',
    'DERP is a path, not a fault. Where little goes by it, or its time is good enough, nothing has to change.',
    'DERP is shared and throttled: a sudden transfer is slow.',
  ),
}
