import { findObject } from '../../cluster/findObject.ts'
import { keeperOf } from '../keeper.ts'
import { objectPatch, outsidePatch } from '../objectPatch.ts'
import type { Scene } from '../scene.ts'
import { shellLine } from '../shellQuote.ts'
import type { KeepPorts } from './keepPorts.ts'

/** `iptables-random-fully` is off by default in Cilium; with BPF masquerade it says nothing (see `ciliumPort`). */
export function ciliumPorts({ cluster }: Scene): KeepPorts | null {
  const config = cluster && findObject(cluster, 'ConfigMap', 'cilium-config')
  if (config?.data['iptables-random-fully'] !== 'true' || config.data['enable-bpf-masquerade'] === 'true')
    return null
  const keeper = keeperOf(config)
  const restart = shellLine(
    'kubectl',
    '-n',
    config.namespace ?? 'kube-system',
    'rollout',
    'restart',
    'daemonset/cilium',
  )
  return {
    setting: 'iptables-random-fully: "false"',
    applies: 'yes',
    why: '',
    patches: [
      objectPatch(
        config,
        { data: { ...config.data } },
        { type: 'merge', body: { data: { 'iptables-random-fully': 'false' } } },
        keeper,
      ),
      outsidePatch('DaemonSet cilium: restart', restart),
    ],
    checks: [{ seen: 'yes', says: 'ConfigMap `cilium-config` sets `iptables-random-fully`' }],
    limits: [
      'Cilium restarts node by node.',
      ...(keeper ? ['In Cilium’s chart it is `iptablesRandomFully: false`.'] : []),
    ],
    links: ['https://docs.cilium.io/en/stable/network/concepts/masquerading/'],
  }
}
