import type { Environment } from './recording.ts'
import { configMap, custom, daemonSet, node, pod, standard } from './wire.ts'

/** An environment, what it is, and the true causes on the side of the pod. */
export type Row = [
  words: string,
  environment: Environment,
  causes: string,
  /** What may be said as well where less is known: a cloud's default that somebody changed. */
  byDefault?: string,
]

const { external } = standard
const byNode = [external]

const eksLabels = { 'eks.amazonaws.com/nodegroup': 'a' }
const eksNode = (more: Parameters<typeof node>[0] = {}, name?: string) =>
  node(
    { provider: 'aws:///us-east-1a/i-0a1', labels: eksLabels, kubelet: 'v1.34.7-eks-7f9249a', ...more },
    name,
  )
const awsNode = (env: Record<string, string> = {}) =>
  daemonSet('aws-node', { image: 'amazon-k8s-cni:v1.20.4', env })
const kept = { AWS_VPC_K8S_CNI_RANDOMIZESNAT: 'none' }
const aksNode = (labels: Record<string, string>, externalIp?: string) =>
  node({
    provider:
      'azure:///subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachineScaleSets/p/virtualMachines/0',
    labels: { 'kubernetes.azure.com/agentpool': 'p', ...labels },
    ...(externalIp ? { external: externalIp } : {}),
  })
const overlay = { 'kubernetes.azure.com/podnetwork-type': 'overlay' }
const cns = [daemonSet('azure-cns'), daemonSet('azure-ip-masq-agent')]
const gkeNode = (externalIp?: string, name = 'gke-a') =>
  node(
    {
      provider: `gce://p/us-central1-a/${name}`,
      labels: { 'cloud.google.com/gke-nodepool': 'p' },
      kubelet: 'v1.35.3-gke.1093000',
      ...(externalIp ? { external: externalIp } : {}),
    },
    name,
  )
const agent = (version: string, args: string[] = []) =>
  daemonSet('ip-masq-agent', { image: `gke.gcr.io/ip-masq-agent:${version}-gke.4`, args })
const onGke = { node: 'gke-a' }
const hostPod = (name: string, address: string, nodeName: string) =>
  pod({ hostNetwork: true, port: 41_641, node: nodeName, ips: [address] }, name)

// biome-ignore format: a table is read by its columns
export const clouds: Row[] = [
  ['EKS, public node', { objects: [eksNode({ external }), awsNode()], way: { nat: 'hard', seenAs: byNode } }, 'cni-aws-vpc-random'],
  ['EKS, public node, hashrandom', { objects: [eksNode({ external }), awsNode({ AWS_VPC_K8S_CNI_RANDOMIZESNAT: 'hashrandom' })], way: { nat: 'hard', seenAs: byNode } }, 'cni-aws-vpc-random'],
  ['EKS, public node, a word that the CNI does not know', { objects: [eksNode({ external }), awsNode({ AWS_VPC_K8S_CNI_RANDOMIZESNAT: 'off' })], way: { nat: 'hard', seenAs: byNode } }, 'cni-aws-vpc-random'],
  ['EKS, public node, ports kept', { objects: [eksNode({ external }), awsNode(kept)], way: { nat: 'easy', seenAs: byNode } }, ''],
  ['EKS, private node, NAT gateway', { objects: [eksNode(), awsNode()], way: { nat: 'hard' } }, 'cni-aws-vpc-random l2-aws-natgw'],
  ['EKS, private node, ports kept by the CNI, NAT gateway', { objects: [eksNode(), awsNode(kept)], way: { nat: 'hard' } }, 'l2-aws-natgw'],
  ['EKS, private node, ports kept, NAT instance', { objects: [eksNode(), awsNode(kept)], way: { nat: 'easy' } }, ''],
  ['EKS, random ports, NAT instance shown easy by a host', { objects: [eksNode(), eksNode({ internal: ['10.70.0.11'] }, 'node-b'), awsNode(), hostPod('host', '10.70.0.11', 'node-b')], way: { nat: 'hard' }, others: [{ name: 'host', address: '10.70.0.11', port: 41_641, way: { nat: 'easy' }, near: true }] }, 'cni-aws-vpc-random', 'l2-aws-natgw'],
  ['EKS, external SNAT, NAT gateway', { objects: [eksNode(), awsNode({ AWS_VPC_K8S_CNI_EXTERNALSNAT: 'true' })], way: { nat: 'hard' } }, 'l2-aws-natgw'],
  ['EKS Fargate, NAT gateway', { pod: { node: 'fargate-a', labels: { 'eks.amazonaws.com/fargate-profile': 'p' } }, objects: [node({ internal: [standard.pod], provider: 'aws:///us-east-1a/abc/fargate-a', labels: { 'eks.amazonaws.com/compute-type': 'fargate' }, kubelet: 'v1.34.7-eks-7f9249a' }, 'fargate-a'), awsNode()], way: { nat: 'hard' } }, 'l2-aws-natgw'],
  ['EKS hybrid node with Cilium, easy router', { objects: [node({ provider: 'eks-hybrid:///us-east-1/prod/mi-0a1', labels: { 'eks.amazonaws.com/compute-type': 'hybrid' } }), eksNode({ internal: ['10.90.0.1'] }, 'cloud'), awsNode(), daemonSet('cilium'), configMap('cilium-config', {})], way: { nat: 'easy' } }, ''],
  ['EKS hybrid node with Calico, easy router', { objects: [node({ provider: 'eks-hybrid:///us-east-1/prod/mi-0a1', labels: { 'eks.amazonaws.com/compute-type': 'hybrid' } }), eksNode({ internal: ['10.90.0.1'] }, 'cloud'), awsNode(), daemonSet('calico-node', { namespace: 'calico-system' }), custom('crd.projectcalico.org/v1', 'IPPool', 'default', { cidr: '10.70.0.0/16', natOutgoing: true })], way: { nat: 'hard' } }, 'cni-calico-random', 'cni-aws-vpc-random'],
  ['EKS Auto Mode, public node', { objects: [eksNode({ external, labels: { 'eks.amazonaws.com/compute-type': 'auto' } })], way: { nat: 'hard', seenAs: byNode } }, 'cni-eks-auto-random'],
  ['EKS Auto Mode beside managed nodes that keep ports', { objects: [eksNode({ external, labels: { 'eks.amazonaws.com/compute-type': 'auto' } }), eksNode({ internal: ['10.90.0.1'] }, 'managed'), awsNode(kept)], way: { nat: 'hard', seenAs: byNode } }, 'cni-eks-auto-random', 'l2-shared-egress-hard'],
  ['EKS managed node that keeps ports beside Auto Mode', { objects: [eksNode({ external }), eksNode({ internal: ['10.90.0.1'], labels: { 'eks.amazonaws.com/compute-type': 'auto' } }, 'auto'), awsNode(kept)], way: { nat: 'easy', seenAs: byNode } }, ''],
  ['EKS with Calico for policies', { objects: [eksNode({ external }), awsNode(), daemonSet('calico-node', { namespace: 'calico-system' })], way: { nat: 'hard', seenAs: byNode } }, 'cni-aws-vpc-random'],
  ['EKS with Cilium by BPF, high port', { pod: { port: 41_641 }, objects: [eksNode({ external }), daemonSet('cilium'), configMap('cilium-config', { 'enable-bpf-masquerade': 'true', ipam: 'eni' })], way: { nat: 'easy', seenAs: byNode } }, ''],
  ['EKS with Cilium by BPF, low port', { pod: { port: 20_001 }, objects: [eksNode({ external }), daemonSet('cilium'), configMap('cilium-config', { 'enable-bpf-masquerade': 'true', ipam: 'eni' })], way: { nat: 'hard', seenAs: byNode } }, 'cni-cilium-low-port'],
  ['EKS with Cilium chained on the VPC CNI', { objects: [eksNode({ external }), awsNode(), daemonSet('cilium'), configMap('cilium-config', { 'cni-chaining-mode': 'aws-cni', 'enable-ipv4-masquerade': 'false' })], way: { nat: 'hard', seenAs: byNode } }, 'cni-aws-vpc-random'],
  ['EKS, host network and PORT, open', { pod: { hostNetwork: true, port: 41_641 }, objects: [eksNode({ external }), awsNode()], way: { nat: 'reachable', seenAs: byNode } }, ''],
  ['EKS, host network and PORT, closed', { pod: { hostNetwork: true, port: 41_641 }, objects: [eksNode({ external }), awsNode()], way: { nat: 'easy', seenAs: byNode } }, 'fw-public-node-closed'],
  ['EKS, host network, random port', { pod: { hostNetwork: true }, objects: [eksNode({ external }), awsNode()], way: { nat: 'easy', seenAs: byNode } }, 'port-random-with-fw-rule'],
  ['EKS, host network, NAT gateway', { pod: { hostNetwork: true, port: 41_641 }, objects: [eksNode(), awsNode()], way: { nat: 'hard' } }, 'l2-aws-natgw'],
  ['EKS, hostPort = PORT, open', { pod: { port: 41_642, hostPort: 41_642 }, objects: [eksNode({ external }), awsNode()], way: { nat: 'reachable', varies: true, seenAs: byNode } }, ''],
  ['EKS, hostPort to another port', { pod: { port: 41_641, hostPort: 41_642, containerPort: 41_642 }, objects: [eksNode({ external }), awsNode()], way: { nat: 'hard', seenAs: byNode } }, 'cni-aws-vpc-random hostport-mismatch'],
  ['EKS, only STUN blocked', { objects: [eksNode({ external }), awsNode(kept)], way: { nat: 'stun-blocked' } }, 'stun-blocked'],
  ['EKS, two NAT gateway addresses', { objects: [eksNode(), awsNode(kept)], way: { nat: 'hard', seenAs: ['203.0.113.150', '203.0.113.151'] } }, 'l2-multi-egress-ip'],
  ['EKS, balancer in front, endpoint by TS_DEBUG_PRETENDPOINT', { pod: { port: 41_641, env: { TS_DEBUG_PRETENDPOINT: '203.0.113.180:41641' } }, objects: [eksNode(), awsNode()], way: { nat: 'reachable', varies: true, more: [['203.0.113.180:41641', 'explicitconf']] } }, ''],
  ['AKS overlay, load balancer', { objects: [aksNode(overlay), ...cns], way: { nat: 'easy', rewrites: true } }, ''],
  ['AKS overlay, NAT gateway', { objects: [aksNode(overlay), ...cns], way: { nat: 'hard' } }, 'l2-azure-natgw'],
  ['AKS flat, NAT gateway', { objects: [aksNode({ 'kubernetes.azure.com/podnetwork-type': 'vnet' }), ...cns], way: { nat: 'hard' } }, 'l2-azure-natgw'],
  ['AKS kubenet, load balancer', { objects: [aksNode({}), daemonSet('azure-ip-masq-agent')], way: { nat: 'easy', rewrites: true } }, ''],
  ['AKS with Cilium, node with a public address', { objects: [aksNode({ 'kubernetes.azure.com/ebpf-dataplane': 'cilium' }, external), daemonSet('cilium'), configMap('cilium-config', {})], way: { nat: 'easy', seenAs: byNode } }, ''],
  ['AKS, host network and PORT, open', { pod: { hostNetwork: true, port: 41_641 }, objects: [aksNode(overlay, external), ...cns], way: { nat: 'reachable', seenAs: byNode } }, ''],
  ['AKS, host network and PORT, closed', { pod: { hostNetwork: true, port: 41_641 }, objects: [aksNode(overlay, external), ...cns], way: { nat: 'easy', seenAs: byNode } }, 'fw-public-node-closed'],
  ['AKS behind a firewall without UDP', { objects: [aksNode(overlay), ...cns], way: { nat: 'udp-blocked' } }, 'udp-blocked-all'],
  ['AKS with its own CNI: Calico', { objects: [aksNode({}), daemonSet('calico-node', { namespace: 'calico-system' }), custom('crd.projectcalico.org/v1', 'IPPool', 'default', { cidr: '10.70.0.0/16', natOutgoing: true })], way: { nat: 'hard' } }, 'cni-calico-random'],
  ['GKE, public node, agent', { pod: onGke, objects: [gkeNode(external), agent('v2.12.6')], way: { nat: 'hard', seenAs: byNode } }, 'cni-ipmasq-agent-random'],
  ['GKE, public node, agent told to keep ports', { pod: onGke, objects: [gkeNode(external), agent('v2.12.6', ['--random-fully=false'])], way: { nat: 'easy', seenAs: byNode } }, ''],
  ['GKE, public node, no agent, ports kept', { pod: onGke, objects: [gkeNode(external)], way: { nat: 'easy', seenAs: byNode } }, ''],
  ['GKE, public node, no agent, ports vary', { pod: onGke, objects: [gkeNode(external)], way: { nat: 'hard', seenAs: byNode } }, 'cni-unknown-hard'],
  ['GKE, private node, agent, Cloud NAT unseen behind it', { pod: onGke, objects: [gkeNode(), agent('v2.12.6')], way: { nat: 'hard' } }, 'cni-ipmasq-agent-random'],
  ['GKE, private node, agent, Cloud NAT shown hard by a host', { pod: onGke, objects: [gkeNode(), node({ internal: ['10.70.0.11'], provider: 'gce://p/z/gke-b', labels: { 'cloud.google.com/gke-nodepool': 'p' } }, 'gke-b'), agent('v2.12.6'), hostPod('host', '10.70.0.11', 'gke-b')], way: { nat: 'hard' }, others: [{ name: 'host', address: '10.70.0.11', port: 41_641, way: { nat: 'hard' }, near: true }] }, 'cni-ipmasq-agent-random l2-gcp-cloudnat'],
  ['GKE, private node, old agent, Cloud NAT', { pod: onGke, objects: [gkeNode(), agent('v2.9.3')], way: { nat: 'hard' } }, 'l2-gcp-cloudnat'],
  ['GKE Dataplane V2, private node, endpoint-independent Cloud NAT', { pod: onGke, objects: [gkeNode(), daemonSet('anetd')], way: { nat: 'easy', rewrites: true } }, ''],
  ['GKE Dataplane V2, private node, Cloud NAT', { pod: onGke, objects: [gkeNode(), daemonSet('anetd')], way: { nat: 'hard' } }, 'l2-gcp-cloudnat'],
  ['GKE Autopilot, private node, Cloud NAT', { pod: { node: 'gk3-a' }, objects: [gkeNode(undefined, 'gk3-a')], way: { nat: 'hard' } }, ''],
]
