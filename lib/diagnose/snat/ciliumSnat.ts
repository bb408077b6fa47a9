import { findObject } from '../cluster/findObject.ts'
import { kubernetesSays } from './kubernetesSays.ts'
import { masqueradesNothing } from './masqueradesNothing.ts'
import type { Place, Snat } from './snat.ts'

/** Below this port Cilium's BPF SNAT never keeps it: NodePortMax + 1 (bpf/lib/nat.h, cell.go NATMinSNATPort). */
const lowestKeptPort = 32_768

/** Cilium's SNAT: by BPF it keeps ports from 32768 on, by iptables all of them, unless told to randomise. */
export function ciliumSnat({ cluster }: Place, localPort: number | null): Snat {
  const config = findObject(cluster, 'ConfigMap', 'cilium-config')?.data
  const easy: Snat = {
    hardness: 'easy',
    certainty: config ? 'likely' : 'possible',
    name: 'Cilium',
    why: 'The node masquerades and keeps the source port.',
    cause: null,
    evidence: [],
  }
  if (!config)
    return { ...easy, why: 'ConfigMap `cilium-config` was not seen; by default Cilium keeps ports.' }
  if (config['enable-ipv4-masquerade'] === 'false') {
    return {
      ...easy,
      hardness: 'none',
      certainty: 'certain',
      name: 'Cilium, no masquerade',
      why: 'The pod keeps its address on the node; what stands further out decides.',
      evidence: [kubernetesSays('ConfigMap `cilium-config` has `enable-ipv4-masquerade: "false"`.')],
    }
  }
  if (config['enable-bpf-masquerade'] === 'true') {
    const agent = findObject(cluster, 'ConfigMap', 'ip-masq-agent')?.data.config ?? ''
    if (config['enable-ip-masq-agent'] === 'true' && masqueradesNothing(agent)) {
      return {
        ...easy,
        hardness: 'none',
        certainty: 'certain',
        name: 'Cilium, nothing masqueraded',
        why: 'The pod keeps its address on the node; what stands further out decides.',
        evidence: [kubernetesSays('ConfigMap `ip-masq-agent` lists `0.0.0.0/0` in `nonMasqueradeCIDRs`.')],
      }
    }
    return bpfSnat(easy, localPort)
  }
  if (config['iptables-random-fully'] === 'true') {
    return {
      ...easy,
      hardness: 'hard',
      certainty: 'certain',
      name: 'Cilium, random ports',
      why: 'The node masquerades with a random port for each destination.',
      cause: 'cni-cilium-random',
      evidence: [kubernetesSays('ConfigMap `cilium-config` has `iptables-random-fully: "true"`.')],
    }
  }
  return {
    ...easy,
    name: 'Cilium, iptables masquerade',
    evidence: [
      kubernetesSays(
        'ConfigMap `cilium-config` has neither `enable-bpf-masquerade` nor `iptables-random-fully`.',
      ),
    ],
  }
}

function bpfSnat(easy: Snat, localPort: number | null): Snat {
  const evidence = [kubernetesSays('ConfigMap `cilium-config` has `enable-bpf-masquerade: "true"`.')]
  if (localPort === null) {
    return {
      ...easy,
      hardness: 'unknown',
      certainty: 'possible',
      name: 'Cilium BPF masquerade',
      why: `It keeps ports from ${lowestKeptPort} on; the port of tailscaled was not seen.`,
      evidence,
    }
  }
  if (localPort >= lowestKeptPort) {
    return { ...easy, name: 'Cilium BPF masquerade', why: `It keeps port ${localPort}.`, evidence }
  }
  return {
    ...easy,
    hardness: 'hard',
    certainty: 'certain',
    name: 'Cilium BPF masquerade',
    why: `It keeps ports from ${lowestKeptPort} on, and tailscaled listens on ${localPort}.`,
    cause: 'cni-cilium-low-port',
    evidence,
  }
}
