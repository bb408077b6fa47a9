import { findObject } from '../../cluster/findObject.ts'
import { keeperOf } from '../keeper.ts'
import { objectPatch, outsidePatch } from '../objectPatch.ts'
import type { Scene } from '../scene.ts'
import { shellLine } from '../shellQuote.ts'
import { chartValues } from './chartValues.ts'
import type { KeepPorts } from './keepPorts.ts'

/** `iptables-random-fully` is off by default in Cilium; with BPF masquerade it says nothing (see `ciliumPort`). */
export function ciliumPorts({ cluster }: Scene): KeepPorts | null {
  const config = cluster && findObject(cluster, 'ConfigMap', 'cilium-config')
  if (config?.data['iptables-random-fully'] !== 'true' || config.data['enable-bpf-masquerade'] === 'true')
    return null
  const keeper = keeperOf(config)
  const chart = chartValues(keeper, 'cilium', { iptablesRandomFully: false })
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
      ...(chart ? [chart] : []),
      objectPatch(
        config,
        { data: { ...config.data } },
        { type: 'merge', body: { data: { 'iptables-random-fully': 'false' } } },
        keeper,
      ),
      outsidePatch('DaemonSet cilium: restart', restart),
    ],
    checks: [{ seen: 'yes', says: 'ConfigMap `cilium-config` sets `iptables-random-fully`' }],
    limits: ['Cilium restarts node by node.'],
    links: ['https://docs.cilium.io/en/stable/network/concepts/masquerading/'],
  }
}
