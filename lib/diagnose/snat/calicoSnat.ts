import type { KeptObject } from '#lib/tailnet/cluster.ts'
import { inNetwork } from '../address/inNetwork.ts'
import { findDaemonSet } from '../cluster/findDaemonSet.ts'
import { kubernetesSays } from './kubernetesSays.ts'
import type { Place, Snat } from './snat.ts'

/** A node's own FelixConfiguration wins over `default`, and an environment variable over both (Calico, "Configuring Felix"). */
function felixSetting({ cluster, node }: Place, field: string, env: string): string | null {
  const container = findDaemonSet(cluster, 'calico-node')?.containers.find(
    each => each.name === 'calico-node',
  )
  const fromEnv = container?.env.find(each => each.name === env)?.value
  if (fromEnv) return fromEnv
  const felix = (name: string): KeptObject | undefined =>
    cluster.objects.find(object => object.kind === 'FelixConfiguration' && object.name === name)
  const value = (node && felix(`node.${node.name}`)?.spec[field]) ?? felix('default')?.spec[field]
  return value === undefined || value === null ? null : String(value)
}

/** Calico masquerades what leaves an IPPool with natOutgoing, and adds `--random-fully` on every kernel since 3.14 (felix/iptables/actions.go). */
export function calicoSnat(place: Place): Snat {
  const pools = place.cluster.objects.filter(object => object.kind === 'IPPool')
  const pool = pools.find(each => place.pod.podIps.some(ip => inNetwork(ip, String(each.spec.cidr ?? ''))))
  const isUnseen = place.cluster.unseen.some(({ kind, why }) => kind === 'IPPool' && why !== 'absent')
  if (!pool && !isUnseen) {
    return {
      hardness: 'unknown',
      certainty: 'possible',
      name: 'Calico',
      why: 'No IPPool holds the pod’s address, so Calico does not masquerade it.',
      cause: null,
      evidence: [],
    }
  }
  if (pool && pool.spec.natOutgoing !== true) {
    return {
      hardness: 'none',
      certainty: 'certain',
      name: 'Calico, natOutgoing off',
      why: 'The pod keeps its address on the node; what stands further out decides.',
      cause: null,
      evidence: [kubernetesSays(`IPPool \`${pool.name}\` of this pod does not set \`natOutgoing\`.`)],
    }
  }
  const override = felixSetting(place, 'featureDetectOverride', 'FELIX_FEATUREDETECTOVERRIDE') ?? ''
  if (/MASQFullyRandom\s*=\s*false/i.test(override)) {
    return {
      hardness: 'easy',
      certainty: 'likely',
      name: 'Calico, ports kept',
      why: 'Felix is told that the kernel has no fully random masquerade.',
      cause: null,
      evidence: [kubernetesSays(`Felix has \`featureDetectOverride\` \`${override}\`.`)],
    }
  }
  const bpf = felixSetting(place, 'bpfEnabled', 'FELIX_BPFENABLED') === 'true'
  return {
    hardness: 'hard',
    certainty: pool && !bpf ? 'certain' : 'likely',
    name: bpf ? 'Calico eBPF, natOutgoing' : 'Calico, natOutgoing',
    why: 'The node masquerades with a random port for each destination.',
    cause: 'cni-calico-random',
    evidence: [
      pool
        ? kubernetesSays(
            `IPPool \`${pool.name}\` (\`${String(pool.spec.cidr)}\`) of this pod has \`natOutgoing: true\`.`,
          )
        : kubernetesSays('DaemonSet `calico-node` runs; IPPools could not be read.', 'unknown'),
      kubernetesSays('Felix has no `featureDetectOverride` with `MASQFullyRandom=false`.'),
    ],
  }
}
