import { describe, expect, test } from 'vitest'
import type { ClusterFacts } from '#lib/tailnet/cluster.ts'
import {
  aks,
  antrea,
  calico,
  cilium,
  cluster,
  daemonSet,
  eks,
  eksAuto,
  flannel,
  gke,
  k3s,
  node,
  running,
} from './builders/clusters.ts'
import {
  easyNat,
  hardNat,
  hardWithIpv6,
  portMapped,
  publicServer,
  udpBlocked,
  unmeasured,
} from './builders/devices.ts'
import { type Saying, subject } from './builders/subject.ts'
import { diagnose } from './diagnose.ts'

const peers = [easyNat(), hardNat(), portMapped(), udpBlocked(), publicServer(), hardWithIpv6(), unmeasured()]

const external = '198.51.100.12'
const hard: Saying = { varies: 'yes' }
const easy: Saying = { varies: 'no' }
const hardByNode: Saying = { varies: 'yes', seenAs: external }
const easyByNode: Saying = { varies: 'no', seenAs: external }
const noUdp: Saying = { udp: 'no' }
const unsaid = null
const random = { AWS_VPC_K8S_CNI_RANDOMIZESNAT: 'prng' }
const kept = { AWS_VPC_K8S_CNI_RANDOMIZESNAT: 'none' }
const ownAddress = { AWS_VPC_K8S_CNI_EXTERNALSNAT: 'true' }
const bare = (daemon: string) =>
  cluster({ nodes: [node('node-a', { externalIps: [external] })], daemonSets: [daemonSet(daemon)] })
const nothingMasqueraded = 'nonMasqueradeCIDRs:\n- 0.0.0.0/0\n'

type Words = Parameters<typeof subject>[1]
type Row = [
  environment: string,
  ClusterFacts,
  Words,
  Saying | null,
  paths: string,
  l1: string,
  l2: string,
  causes: string,
]

/**
 * D direct, R relayed, ? depends: with peers of easy NAT, hard NAT, hard NAT with NAT-PMP, no UDP, a public server
 * with an unseen firewall, hard NAT with IPv6, and one that was never measured. Nothing is observed.
 */
// biome-ignore format: a table is read by its columns
const rows: Row[] = [
  // environment                                    easy hard pmp noudp server v6 unmeasured
  ['VPC CNI, private node', eks(), {}, hard, 'R R D R ? R ?', 'hard', 'hard', 'cni-aws-vpc-random l2-aws-natgw'],
  ['VPC CNI hashrandom, private node', eks({ AWS_VPC_K8S_CNI_RANDOMIZESNAT: 'hashrandom' }), {}, hard, 'R R D R ? R ?', 'hard', 'hard', 'cni-aws-vpc-random l2-aws-natgw'],
  ['VPC CNI, private node, fixed port', eks(random), { port: 41641 }, hard, 'R R D R ? R ?', 'hard', 'hard', 'cni-aws-vpc-random l2-aws-natgw'],
  ['VPC CNI, public node', eks(random, external), {}, hardByNode, 'R R D R ? R ?', 'hard', 'none', 'cni-aws-vpc-random'],
  ['VPC CNI, public node, not measured', eks(random, external), {}, unsaid, 'R R D R ? R ?', 'hard', 'none', 'cni-aws-vpc-random'],
  ['VPC CNI none, public node', eks(kept, external), {}, easyByNode, 'D R D R D R ?', 'easy', 'none', ''],
  ['VPC CNI none, private node', eks(kept), {}, hard, 'R R D R ? R ?', 'easy', 'hard', 'l2-aws-natgw'],
  ['VPC CNI external SNAT, private node', eks(ownAddress), {}, hard, 'R R D R ? R ?', 'none', 'hard', 'l2-aws-natgw'],
  ['EKS behind a NAT instance', eks(kept), {}, easy, 'D R D R D R ?', 'easy', 'easy', ''],
  ['EKS, hostNetwork, private node', eks(random), { hostNetwork: true, port: 41641 }, hard, 'R R D R ? R ?', 'none', 'hard', 'l2-aws-natgw'],
  ['EKS, hostNetwork and PORT, public node', eks(random, external), { hostNetwork: true, port: 41641 }, easyByNode, 'D ? D R D ? ?', 'none', 'none', ''],
  ['EKS, hostNetwork, random port, public node', eks(random, external), { hostNetwork: true }, easyByNode, 'D R D R D R ?', 'none', 'none', 'port-random-with-fw-rule'],
  ['EKS, hostPort = PORT, public node', eks(random, external), { port: 41642, hostPort: 41642 }, hardByNode, '? ? D R ? ? ?', 'hard', 'none', ''],
  ['EKS, hostPort ≠ PORT, public node', eks(random, external), { port: 41641, hostPort: 41642 }, hardByNode, 'R R D R ? R ?', 'hard', 'none', 'cni-aws-vpc-random hostport-mismatch'],
  ['EKS, hostPort without PORT, public node', eks(random, external), { hostPort: 41641 }, hardByNode, 'R R D R ? R ?', 'hard', 'none', 'cni-aws-vpc-random hostport-mismatch'],
  ['EKS, hostPort = PORT, private node', eks(random), { port: 41642, hostPort: 41642 }, hard, 'R R D R ? R ?', 'hard', 'hard', 'cni-aws-vpc-random l2-aws-natgw'],
  ['EKS, static endpoint', eks(random, external), { port: 41641 }, { ...hardByNode, more: [{ address: external, port: 30041, kind: 'explicitconf' }] }, 'D D D R D D ?', 'hard', 'none', ''],
  ['EKS Auto Mode, public node', eksAuto(null, external), {}, hardByNode, 'R R D R ? R ?', 'hard', 'none', 'cni-eks-auto-random'],
  ['EKS Auto Mode, SNAT disabled', eksAuto('Disabled'), {}, hard, 'R R D R ? R ?', 'none', 'hard', 'l2-aws-natgw'],
  ['AKS overlay, hard outbound', aks(), {}, hard, 'R R D R ? R ?', 'easy', 'hard', 'l2-azure-natgw'],
  ['AKS overlay, easy load balancer', aks(), {}, easy, 'D R D R D R ?', 'easy', 'easy', ''],
  ['AKS overlay, public node', aks(external), {}, easyByNode, 'D R D R D R ?', 'easy', 'none', ''],
  ['GKE agent 2.12, public node', gke('v2.12.6', [], '', external), {}, hardByNode, 'R R D R ? R ?', 'hard', 'none', 'cni-ipmasq-agent-random'],
  ['GKE agent 2.12, private node', gke('v2.12.6'), {}, hard, 'R R D R ? R ?', 'hard', 'unknown', 'cni-ipmasq-agent-random'],
  ['GKE agent 2.12 told not to', gke('v2.12.6', ['--random-fully=false']), {}, hard, 'R R D R ? R ?', 'easy', 'hard', 'l2-gcp-cloudnat'],
  ['GKE agent 2.9', gke('v2.9.3'), {}, hard, 'R R D R ? R ?', 'easy', 'hard', 'l2-gcp-cloudnat'],
  ['GKE nothing masqueraded, EIM', gke('v2.12.6', [], nothingMasqueraded), {}, easy, 'D R D R D R ?', 'none', 'easy', ''],
  ['GKE nothing masqueraded, no EIM', gke('v2.12.6', [], nothingMasqueraded), {}, hard, 'R R D R ? R ?', 'none', 'hard', 'l2-gcp-cloudnat'],
  ['Calico, easy router', calico({ natOutgoing: true }), {}, hard, 'R R D R ? R ?', 'hard', 'unknown', 'cni-calico-random'],
  ['Calico told not to', calico({ natOutgoing: true }, { featureDetectOverride: 'SNATFullyRandom=false,MASQFullyRandom=false' }), {}, easy, 'D R D R D R ?', 'easy', 'easy', ''],
  ['Calico told not to, hard router', calico({ natOutgoing: true }, { featureDetectOverride: 'MASQFullyRandom=false' }), {}, hard, 'R R D R ? R ?', 'easy', 'hard', 'l2-onprem-router-hard'],
  ['Calico without natOutgoing', calico({ natOutgoing: false }), {}, hard, 'R R D R ? R ?', 'none', 'hard', 'l2-onprem-router-hard'],
  ['Calico, hostNetwork, hard router', calico({ natOutgoing: true }), { hostNetwork: true, port: 41641 }, hard, 'R R D R ? R ?', 'none', 'hard', 'l2-onprem-router-hard'],
  ['Flannel', flannel(['--ip-masq']), {}, hard, 'R R D R ? R ?', 'hard', 'unknown', 'cni-flannel-random'],
  ['Flannel told not to', flannel(['--ip-masq', '--ip-masq-fully-random-disable']), {}, easy, 'D R D R D R ?', 'easy', 'easy', ''],
  ['k3s', k3s(), {}, hard, 'R R D R ? R ?', 'hard', 'unknown', 'cni-flannel-random'],
  ['k3s, IPv6 too', k3s(), {}, { ...hard, ipv6: 'yes' }, 'R R D R ? D ?', 'hard', 'unknown', 'cni-flannel-random'],
  ['Cilium, iptables', cilium({ 'enable-bpf-masquerade': 'false' }), {}, easy, 'D R D R D R ?', 'easy', 'easy', ''],
  ['Cilium, iptables, random', cilium({ 'iptables-random-fully': 'true' }), {}, hard, 'R R D R ? R ?', 'hard', 'unknown', 'cni-cilium-random'],
  ['Cilium BPF, low port', cilium({ 'enable-bpf-masquerade': 'true' }), { port: 20001 }, hard, 'R R D R ? R ?', 'hard', 'unknown', 'cni-cilium-low-port'],
  ['Cilium BPF, high port', cilium({ 'enable-bpf-masquerade': 'true' }), { port: 41641 }, easy, 'D R D R D R ?', 'easy', 'easy', ''],
  ['Cilium BPF, high port, hard router', cilium({ 'enable-bpf-masquerade': 'true' }), { port: 41641 }, hard, 'R R D R ? R ?', 'easy', 'hard', 'l2-onprem-router-hard'],
  ['kindnet', running('kindnet'), {}, easy, 'D R D R D R ?', 'easy', 'easy', ''],
  ['Weave, hard router', running('weave-net'), {}, hard, 'R R D R ? R ?', 'easy', 'hard', 'l2-onprem-router-hard'],
  ['Antrea', antrea('snatFullyRandomPorts: false'), {}, easy, 'D R D R D R ?', 'easy', 'easy', ''],
  ['Antrea, random', antrea('snatFullyRandomPorts: true'), {}, hard, 'R R D R ? R ?', 'hard', 'unknown', 'cni-antrea-random'],
  ['OVN', running('ovnkube-node'), {}, easy, 'D R D R D R ?', 'easy', 'easy', ''],
  ['OVN, hard on a public node', bare('ovnkube-node'), {}, hardByNode, 'R R D R ? R ?', 'hard', 'none', 'cni-ovn-hard'],
  ['a CNI nobody knows, hard on a public node', bare('homemade'), {}, hardByNode, 'R R D R ? R ?', 'hard', 'none', 'cni-unknown-hard'],
  ['a CNI nobody knows, hard somewhere', running('homemade'), {}, hard, 'R R D R ? R ?', 'unknown', 'unknown', ''],
  ['a CNI nobody knows, easy', running('homemade'), {}, easy, 'D R D R D R ?', 'easy', 'easy', ''],
  ['no UDP', calico({ natOutgoing: true }), {}, noUdp, 'R R ? R ? R ?', 'hard', 'unknown', 'udp-blocked-all'],
  ['a knob against UDP', eks(kept, external), { env: { TS_DEBUG_ALWAYS_USE_DERP: 'true' } }, easyByNode, 'R R R R R R R', 'easy', 'none', 'forced-derp-env'],
]

const letters = { direct: 'D', derp: 'R', peer_relay: 'P', depends: '?' } as const

describe('environments × peers, nothing observed', () => {
  test.each(rows)('%s', (_, facts, words, saying, expectedPaths, l1, l2, causes) => {
    const { peers: judged, findings, chain } = diagnose(subject(facts, words, saying, peers))
    const own = findings.filter(({ subject }) => subject.kind === 'target').map(({ code }) => code)
    expect({
      paths: judged.map(({ expected }) => letters[expected]).join(' '),
      l1: chain.l1.hardness,
      l2: chain.l2.hardness,
      causes: [...new Set(own)].sort().join(' '),
    }).toEqual({ paths: expectedPaths, l1, l2, causes })
  })

  test('are at least 150 cells', () => expect(rows.length * peers.length).toBeGreaterThan(150))
})
