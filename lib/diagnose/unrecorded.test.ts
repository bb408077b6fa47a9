import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { toDevices } from '#lib/collect/tailscale/toDevices.ts'
import type { ClusterFacts } from '#lib/tailnet/cluster.ts'
import type { Device } from '#lib/tailnet/device.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import { aks, cilium, cluster, custom, daemonSet, eks, gke, node } from './builders/clusters.ts'
import { subject } from './builders/subject.ts'
import { diagnose } from './diagnose.ts'
import type { DiagnoseInput } from './input.ts'

/**
 * Devices of the lab that have no recording of their own: what the API says of them, a cluster as it would be, and
 * links as the lab's rules make them. Nothing was read in the pod.
 */

const text = readFileSync(join(import.meta.dirname, '../fake/lab/base/devices.json'), 'utf8')
const read = toDevices(JSON.parse(text))
if (!read.ok) throw new Error(read.failure.detail)
const devices: Device[] = Array.isArray(read.value) ? read.value : []

const at = (facts: ClusterFacts, internalIp: string, externalIp?: string): ClusterFacts => ({
  ...facts,
  nodes: facts.nodes.map(each => ({
    ...each,
    internalIps: [internalIp],
    externalIps: externalIp ? [externalIp] : [],
  })),
})

function of(
  name: string,
  facts: ClusterFacts,
  words: Parameters<typeof subject>[1],
  links: Record<string, PathKind>,
): DiagnoseInput {
  const device = devices.find(each => each.hostname === name)
  if (!device) throw new Error(`no device ${name}`)
  const ip = device.connectivity?.endpoints
    .map(({ address }) => address)
    .find(address => address.startsWith('10.'))
  const input = subject(facts, { ...words, ...(ip ? { ip } : {}) }, null, devices)
  const peer = (host: string) => {
    const found = devices.find(each => each.hostname === host)
    if (!found) throw new Error(`no device ${host}`)
    return found.id
  }
  return {
    ...input,
    deviceId: device.id,
    own: { ...input.own, device },
    links: Object.entries(links).map(([peerName, kind]) => ({
      peer: peer(peerName),
      peerName,
      path:
        kind === 'direct'
          ? { kind, family: 'ipv4', endpoint: '192.0.2.1:1' }
          : { kind: 'derp', region: null },
      since: null,
      samples: 1,
    })),
  }
}

const hard = {
  'lap-easy': 'derp',
  'lap-hard': 'derp',
  'lap-pmp': 'direct',
  'lap-noudp': 'derp',
  'lap-dual': 'derp',
  'vm-open': 'direct',
  'vm-closed': 'derp',
} as const
const easy = { ...hard, 'lap-easy': 'direct', 'vm-closed': 'direct' } as const
const stunBlocked = { ...hard } as const
const own = (more: Parameters<typeof node>[1], daemon: string) =>
  cluster({ nodes: [node('node-a', more)], daemonSets: [daemonSet(daemon)] })

describe('environments without a recording', () => {
  // biome-ignore format: a table is read by its columns
  test.each([
    ['worker', 'EKS, private node', at(eks(), '10.20.0.11'), {}, hard, 'cni-aws-vpc-random l2-aws-natgw', 'hard hard shut'],
    ['ext', 'EKS with external SNAT, private node', at(eks({ AWS_VPC_K8S_CNI_EXTERNALSNAT: 'true' }), '10.21.0.10'), {}, hard, 'l2-aws-natgw', 'none hard shut'],
    ['none-open', 'EKS without random ports, open node', at(eks({ AWS_VPC_K8S_CNI_RANDOMIZESNAT: 'none' }), '10.22.0.12', '198.51.100.23'), {}, easy, '', 'easy none shut'],
    ['gke-public', 'GKE, public node', at(gke('v2.12.6'), '10.24.0.12', '198.51.100.24'), {}, hard, 'cni-ipmasq-agent-random', 'hard none shut'],
    ['gke-public', 'GKE, public node, told to masquerade nothing', at(gke('v2.12.6', [], 'nonMasqueradeCIDRs:\n- 0.0.0.0/0'), '10.24.0.12', '198.51.100.24'), {}, hard, 'cni-ipmasq-agent-random', 'hard none shut'],
    ['aks-lb', 'AKS, no public node', at(aks(), '10.25.0.10'), {}, hard, 'l2-azure-natgw', 'easy hard shut'],
    ['aks-pip', 'AKS, public node', at(aks(), '10.25.0.12', '198.51.100.26'), {}, easy, '', 'easy none shut'],
    ['nostun', 'on premises, STUN blocked', at(cilium({}), '10.34.0.10'), {}, stunBlocked, 'stun-blocked', 'easy unknown stun-blocked'],
    ['hn-noport', 'EKS, hostNetwork, random port', at(eks(), '10.20.0.14', '198.51.100.14'), { hostNetwork: true }, easy, 'port-random-with-fw-rule', 'none none shut'],
    ['hn-firewall', 'on premises, hostNetwork, hard firewall', own({ internalIps: ['10.32.0.10'] }, 'calico-node'), { hostNetwork: true, port: 41641 }, hard, 'l2-onprem-router-hard', 'none hard shut'],
  ] as const)('%s: %s', (name, _, facts, words, links, causes, chain) => {
    const found = diagnose(of(name, facts, words, links))
    const codes = found.findings.filter(({ subject }) => subject.kind === 'target').map(({ code }) => code)
    expect(codes.sort().join(' ')).toBe(causes)
    const { l1, l2, inbound } = found.chain
    expect([l1.hardness, l2.hardness, inbound.by].join(' ')).toBe(chain)
    const wrong = found.peers.filter(({ path, expected }) => expected !== 'depends' && expected !== path)
    expect(wrong.map(({ peerName, expected }) => [peerName, expected])).toEqual([])
  })

  test('a NetworkPolicy beside it is told from a firewall', () => {
    const facts = at(cilium({}), '10.34.0.10')
    const policy = custom('NetworkPolicy', 'web-only', {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{ ports: [{ protocol: 'TCP', port: 443 }] }],
    })
    const blocked = { ...facts, objects: [...facts.objects, { ...policy, namespace: 'apps' }] }
    const all = Object.fromEntries(Object.keys(hard).map(name => [name, 'derp' as const]))
    const found = diagnose(of('nostun', blocked, {}, all))
    expect(
      found.findings
        .filter(({ subject }) => subject.kind === 'target')
        .map(({ code, certainty }) => `${code} ${certainty}`),
    ).toEqual(['udp-blocked-netpol certain'])
  })
})
