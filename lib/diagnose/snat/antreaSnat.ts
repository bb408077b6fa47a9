import { kubernetesSays } from './kubernetesSays.ts'
import type { Place, Snat } from './snat.ts'

/** Antrea masquerades and keeps ports unless `snatFullyRandomPorts` is set (build/charts/antrea values, route_linux.go). */
export function antreaSnat({ cluster }: Place): Snat {
  const config =
    cluster.objects.find(object => object.kind === 'ConfigMap' && /^antrea-config(-|$)/.test(object.name))
      ?.data['antrea-agent.conf'] ?? null
  const isSet = (key: string) => new RegExp(`^\\s*${key}:\\s*true\\s*$`, 'm').test(config ?? '')
  const easy: Snat = {
    hardness: 'easy',
    certainty: config === null ? 'possible' : 'likely',
    name: 'Antrea',
    why: 'The node masquerades and keeps the source port.',
    cause: null,
    evidence:
      config === null ? [] : [kubernetesSays('`antrea-agent.conf` does not set `snatFullyRandomPorts`.')],
  }
  if (isSet('noSNAT')) {
    return {
      ...easy,
      hardness: 'none',
      certainty: 'certain',
      name: 'Antrea, noSNAT',
      why: 'The pod keeps its address on the node; what stands further out decides.',
      evidence: [kubernetesSays('`antrea-agent.conf` sets `noSNAT: true`.')],
    }
  }
  if (!isSet('snatFullyRandomPorts')) return easy
  return {
    ...easy,
    hardness: 'hard',
    certainty: 'certain',
    name: 'Antrea, random ports',
    why: 'The node masquerades with a random port for each destination.',
    cause: 'cni-antrea-random',
    evidence: [kubernetesSays('`antrea-agent.conf` sets `snatFullyRandomPorts: true`.')],
  }
}
