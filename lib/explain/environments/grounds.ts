import type { Row } from './clouds.ts'
import { configMap, custom, daemonSet, networkPolicy, node, pod, standard } from './wire.ts'

const { external, edge } = standard
const byNode = [external]
const calico = (pool: Record<string, unknown> = {}, felix: Record<string, unknown> = {}) => [
  daemonSet('calico-node', { namespace: 'calico-system' }),
  custom('crd.projectcalico.org/v1', 'IPPool', 'default-ipv4-ippool', {
    cidr: '10.70.0.0/16',
    natOutgoing: true,
    ...pool,
  }),
  custom('crd.projectcalico.org/v1', 'FelixConfiguration', 'default', felix),
]
const cilium = (config: Record<string, string> = {}) => [
  daemonSet('cilium'),
  configMap('cilium-config', config),
]
const flannel = (...args: string[]) =>
  daemonSet('kube-flannel-ds', {
    namespace: 'kube-flannel',
    args: ['--ip-masq', '--kube-subnet-mgr', ...args],
  })
const k3s = (more: Parameters<typeof node>[0] = {}) =>
  node({
    provider: 'k3s://node-a',
    kubelet: 'v1.35.4+k3s1',
    annotations: { 'flannel.alpha.coreos.com/backend-type': 'vxlan' },
    ...more,
  })
const ovnNode = (more: Parameters<typeof node>[0] = {}) =>
  node({
    labels: { 'node.openshift.io/os_id': 'rhcos' },
    annotations: { 'k8s.ovn.org/l3-gateway-config': '{}' },
    os: 'Red Hat Enterprise Linux CoreOS 9.6',
    ...more,
  })
const dualNode = node({
  internal: [standard.node, '2001:db8:70::10'],
  podCidrs: ['10.70.1.0/24', '2001:db8:70:1::/64'],
})
const six = '2001:db8:70:1::7'
const dualPod = { ips: [standard.pod, six] }
const dns = {
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
}
const world = (except: string[] = []) => ({
  to: [{ ipBlock: { cidr: '0.0.0.0/0', ...(except.length > 0 ? { except } : {}) } }],
})
const ciliumPolicy = (spec: Record<string, unknown>) =>
  custom('cilium.io/v2', 'CiliumNetworkPolicy', 'egress', { endpointSelector: {}, ...spec }, 'apps')

// biome-ignore format: a table is read by its columns
export const grounds: Row[] = [
  ['k3s at home', { objects: [k3s()], way: { nat: 'hard' } }, 'cni-flannel-random'],
  ['k3s at home, host network, NAT-PMP', { pod: { hostNetwork: true, port: 41_641 }, objects: [k3s()], way: { nat: 'reachable', pmp: true, more: [[`${edge}:41641`, 'portmap']] } }, ''],
  ['k3s at home, host network, pfSense', { pod: { hostNetwork: true, port: 41_641 }, objects: [k3s()], way: { nat: 'hard' } }, 'l2-onprem-router-hard'],
  ['k3s, CNI replaced by Cilium', { objects: [k3s({ annotations: {} }), ...cilium()], way: { nat: 'easy' } }, ''],
  ['k3s at a host with a public address of its own', { objects: [k3s({ internal: [external] })], way: { nat: 'hard', seenAs: byNode } }, 'cni-flannel-random'],
  ['kubeadm and Flannel', { objects: [node(), flannel()], way: { nat: 'hard' } }, 'cni-flannel-random'],
  ['kubeadm and Flannel told to keep ports', { objects: [node(), flannel('--ip-masq-fully-random-disable')], way: { nat: 'easy' } }, ''],
  ['Flannel told to keep ports, hard router', { objects: [node(), flannel('--ip-masq-fully-random-disable=true')], way: { nat: 'hard' } }, 'l2-onprem-router-hard'],
  ['Talos and Flannel', { objects: [node({ os: 'Talos (v1.11.0)' }), daemonSet('kube-flannel', { args: ['--ip-masq'] })], way: { nat: 'hard' } }, 'cni-flannel-random'],
  ['RKE2 and Canal', { objects: [node({ provider: 'rke2://node-a', kubelet: 'v1.35.4+rke2r1' }), daemonSet('rke2-canal')], way: { nat: 'hard' } }, 'cni-flannel-random'],
  ['Calico', { objects: [node(), ...calico()], way: { nat: 'hard' } }, 'cni-calico-random'],
  ['Calico by eBPF', { objects: [node(), ...calico({}, { bpfEnabled: true })], way: { nat: 'hard' } }, 'cni-calico-random'],
  ['Calico told to keep ports', { objects: [node(), ...calico({}, { featureDetectOverride: 'SNATFullyRandom=false,MASQFullyRandom=false' })], way: { nat: 'easy' } }, ''],
  ['Calico without natOutgoing, easy router', { objects: [node(), ...calico({ natOutgoing: false })], way: { nat: 'easy' } }, ''],
  ['Calico without natOutgoing, hard router', { objects: [node(), ...calico({ natOutgoing: false })], way: { nat: 'hard' } }, 'l2-onprem-router-hard'],
  ['Calico, the pod in the pool without natOutgoing', { objects: [node(), ...calico({ cidr: '10.80.0.0/16' }), custom('crd.projectcalico.org/v1', 'IPPool', 'plain', { cidr: '10.70.0.0/16' })], way: { nat: 'easy' } }, ''],
  ['Calico on bare metal with a public address', { objects: [node({ internal: [external] }), ...calico()], way: { nat: 'hard', seenAs: byNode } }, 'cni-calico-random'],
  ['Cilium by iptables', { objects: [node(), ...cilium()], way: { nat: 'easy' } }, ''],
  ['Cilium by iptables, random', { objects: [node(), ...cilium({ 'iptables-random-fully': 'true' })], way: { nat: 'hard' } }, 'cni-cilium-random'],
  ['Cilium by BPF, random port that is high', { objects: [node(), ...cilium({ 'enable-bpf-masquerade': 'true' })], way: { nat: 'easy' } }, ''],
  ['Cilium by BPF, low port', { pod: { port: 20_001 }, objects: [node(), ...cilium({ 'enable-bpf-masquerade': 'true' })], way: { nat: 'hard' } }, 'cni-cilium-low-port'],
  ['Cilium by BPF, its agent masquerades nothing, hard router', { pod: { port: 20_001 }, objects: [node(), ...cilium({ 'enable-bpf-masquerade': 'true', 'enable-ip-masq-agent': 'true' }), configMap('ip-masq-agent', { config: 'nonMasqueradeCIDRs:\n- 0.0.0.0/0\n' })], way: { nat: 'hard' } }, 'l2-onprem-router-hard'],
  ['Cilium without masquerade, easy router', { objects: [node(), ...cilium({ 'enable-ipv4-masquerade': 'false' })], way: { nat: 'easy' } }, ''],
  ['Antrea', { objects: [node(), daemonSet('antrea-agent'), configMap('antrea-config-7g2kf', { 'antrea-agent.conf': 'snatFullyRandomPorts: false' })], way: { nat: 'easy' } }, ''],
  ['Antrea, random', { objects: [node(), daemonSet('antrea-agent'), configMap('antrea-config', { 'antrea-agent.conf': 'featureGates:\nsnatFullyRandomPorts: true' })], way: { nat: 'hard' } }, 'cni-antrea-random'],
  ['Weave, hard router', { objects: [node(), daemonSet('weave-net')], way: { nat: 'hard' } }, 'l2-onprem-router-hard'],
  ['kube-router, easy', { objects: [node({ kubelet: 'v1.35.4+k0s' }), daemonSet('kube-router')], way: { nat: 'easy' } }, ''],
  ['kube-router, hard somewhere', { objects: [node({ kubelet: 'v1.35.4+k0s' }), daemonSet('kube-router')], way: { nat: 'hard' } }, ''],
  ['a CNI nobody knows, a host on the node keeps one port', { objects: [node(), daemonSet('homemade'), pod({ hostNetwork: true, port: 41_641, ips: [standard.node] }, 'host')], way: { nat: 'hard' }, others: [{ name: 'host', address: standard.node, port: 41_641, way: { nat: 'easy' }, near: true }] }, 'cni-unknown-hard'],
  ['kind on a laptop at home', { objects: [node({ provider: 'kind://docker/kind/node-a' }), daemonSet('kindnet')], way: { nat: 'easy' } }, ''],
  ['kind on a laptop behind a corporate firewall', { objects: [node({ provider: 'kind://docker/kind/node-a' }), daemonSet('kindnet')], way: { nat: 'hard' } }, 'l2-onprem-router-hard'],
  ['OpenShift on metal', { objects: [ovnNode(), daemonSet('ovnkube-node')], way: { nat: 'easy', rewrites: true } }, ''],
  ['OpenShift on AWS, NAT gateway', { objects: [ovnNode({ provider: 'aws:///us-east-1a/i-0a1' }), daemonSet('ovnkube-node')], way: { nat: 'hard' } }, 'l2-aws-natgw'],
  ['DigitalOcean, public node', { pod: {}, objects: [node({ provider: 'digitalocean://1', labels: { 'doks.digitalocean.com/node-pool': 'p' }, external }), ...cilium({ 'enable-bpf-masquerade': 'true' })], way: { nat: 'easy', seenAs: byNode } }, ''],
  ['Oracle, Flannel, public node', { objects: [node({ provider: 'ocid1.instance.oc1.iad.abc', external }), daemonSet('kube-flannel-ds', { args: ['--ip-masq'] })], way: { nat: 'hard', seenAs: byNode } }, 'cni-flannel-random'],
  ['Hetzner, k3s, public node', { objects: [k3s({ provider: 'hcloud://1', external })], way: { nat: 'hard', seenAs: byNode } }, 'cni-flannel-random'],
  ['Hetzner, host network and PORT, open', { pod: { hostNetwork: true, port: 41_641 }, objects: [node({ provider: 'hcloud://1', external }), ...cilium()], way: { nat: 'reachable', seenAs: byNode } }, ''],
  ['a cloud of later days, private node, Calico kept easy, hard egress', { objects: [node({ provider: 'nimbus://1' }), ...calico({}, { featureDetectOverride: 'MASQFullyRandom=false' })], way: { nat: 'hard' } }, 'l2-shared-egress-hard'],
  ['home behind carrier NAT, easy', { objects: [node(), ...cilium()], way: { nat: 'easy', rewrites: true } }, ''],
  ['home behind hard carrier NAT whose router maps into the carrier’s net only', { pod: { hostNetwork: true, port: 41_641 }, objects: [node(), ...cilium()], way: { nat: 'hard', pmp: true, more: [['100.72.3.4:41641', 'portmap']] } }, 'l2-onprem-router-hard'],
  ['IPv6 works too, hard on IPv4', { pod: dualPod, objects: [dualNode, flannel()], way: { nat: 'hard', ipv6: { address: six, works: true } } }, 'cni-flannel-random'],
  ['IPv6 addresses that get nowhere', { pod: dualPod, objects: [dualNode, flannel()], way: { nat: 'hard', ipv6: { address: six, works: false } } }, 'cni-flannel-random'],
  ['IPv6 addresses that get nowhere, easy on IPv4', { pod: dualPod, objects: [dualNode, ...cilium()], way: { nat: 'easy', ipv6: { address: six, works: false } } }, ''],
  ['a policy lets out TCP and DNS only', { objects: [node(), ...cilium(), networkPolicy({ egress: [dns, { ports: [{ protocol: 'TCP', port: 443 }] }] })], way: { nat: 'udp-blocked' } }, 'udp-blocked-netpol'],
  ['a policy lets out to private networks only', { objects: [node(), ...calico(), networkPolicy({ egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }, { ipBlock: { cidr: '192.168.0.0/16' } }] }] })], way: { nat: 'udp-blocked' } }, 'udp-blocked-netpol'],
  ['a policy lets out to pods only', { objects: [node(), ...calico(), networkPolicy({ egress: [{ to: [{ namespaceSelector: {} }] }] })], way: { nat: 'udp-blocked' } }, 'udp-blocked-netpol'],
  ['a policy lets out to all but private networks', { objects: [node(), ...cilium(), networkPolicy({ egress: [dns, world(['10.0.0.0/8', '169.254.0.0/16'])] })], way: { nat: 'easy' } }, ''],
  ['a policy lets out to all but all', { objects: [node(), ...cilium(), networkPolicy({ egress: [dns, world(['0.0.0.0/1', '128.0.0.0/1'])] })], way: { nat: 'udp-blocked' } }, 'udp-blocked-netpol'],
  ['a policy lets out UDP to an office only', { objects: [node(), ...cilium(), networkPolicy({ egress: [dns, { to: [{ ipBlock: { cidr: '203.0.113.0/28' } }], ports: [{ protocol: 'UDP' }] }] })], way: { nat: 'udp-blocked' } }, 'udp-blocked-netpol'],
  ['a policy lets out UDP to STUN servers only', { objects: [node(), ...cilium(), networkPolicy({ egress: [dns, { ports: [{ protocol: 'UDP', port: 3478 }, { protocol: 'TCP', port: 443 }] }] })], way: { nat: 'easy', forced: true } }, 'udp-blocked-netpol'],
  ['a policy lets out UDP to all high ports', { objects: [node(), ...cilium(), networkPolicy({ egress: [dns, { ports: [{ protocol: 'UDP', port: 1024, endPort: 65535 }] }] })], way: { nat: 'easy' } }, ''],
  ['a policy about another pod', { objects: [node(), ...cilium(), networkPolicy({ podSelector: { matchLabels: { app: 'web' } }, egress: [dns] })], way: { nat: 'easy' } }, ''],
  ['a policy of Cilium: names and 443', { objects: [node(), ...cilium(), ciliumPolicy({ egress: [{ toFQDNs: [{ matchPattern: '*.tailscale.com' }], toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }] }] })], way: { nat: 'udp-blocked' } }, 'udp-blocked-netpol'],
  ['a policy of Cilium: the world', { objects: [node(), ...cilium(), ciliumPolicy({ egress: [{ toEntities: ['world'] }] })], way: { nat: 'easy' } }, ''],
  ['a policy of Cilium that denies UDP to the world', { objects: [node(), ...cilium(), ciliumPolicy({ egress: [{ toEntities: ['all'] }], egressDeny: [{ toEntities: ['world'], toPorts: [{ ports: [{ port: '0', protocol: 'UDP' }] }] }] })], way: { nat: 'udp-blocked' } }, 'udp-blocked-netpol'],
  ['a policy of Cilium that denies something else and shuts nothing by default', { objects: [node(), ...cilium(), ciliumPolicy({ enableDefaultDeny: { egress: false }, egressDeny: [{ toCIDR: ['169.254.169.254/32'] }] })], way: { nat: 'easy' } }, ''],
  ['the edge drops all UDP', { objects: [node(), ...calico()], way: { nat: 'udp-blocked' } }, 'udp-blocked-all'],
  ['the edge drops STUN, ports kept', { objects: [node(), ...cilium()], way: { nat: 'stun-blocked' } }, 'stun-blocked'],
  ['a knob against direct paths', { pod: { env: { TS_DEBUG_ALWAYS_USE_DERP: 'true' } }, objects: [node(), ...cilium()], way: { nat: 'easy', forced: true } }, 'forced-derp-env'],
  ['a pod of the same cluster and one with the same address elsewhere', { objects: [node(), ...calico(), pod({ ips: ['10.70.1.8'] }, 'beside-0')], way: { nat: 'hard' }, others: [{ name: 'beside-0', address: '10.70.1.8', way: { nat: 'hard' }, near: true }, { name: 'twin-0', address: '10.70.1.9', way: { nat: 'hard', seenAs: ['203.0.113.160'] } }] }, 'cni-calico-random'],
  ['a Connector of the operator', { pod: { labels: { 'tailscale.com/managed': 'true', 'tailscale.com/parent-resource': 'office', 'tailscale.com/parent-resource-type': 'connector' } }, objects: [node(), ...calico()], way: { nat: 'hard' } }, 'cni-calico-random'],
]
