import { findDaemonSet } from '../cluster/findDaemonSet.ts'
import { findObject } from '../cluster/findObject.ts'
import { imageVersion } from './imageVersion.ts'
import { kubernetesSays } from './kubernetesSays.ts'
import { masqueradesNothing } from './masqueradesNothing.ts'
import type { Place, Snat } from './snat.ts'

/** The ip-masq-agent's SNAT: `--random-fully` is its default since v2.10 (README; cmd/ip-masq-agent). Null where none runs. */
export function ipMasqSnat({ cluster, traits }: Place): Snat | null {
  const daemonSet = findDaemonSet(cluster, 'ip-masq-agent')
  const config = findObject(cluster, 'ConfigMap', 'ip-masq-agent')?.data.config ?? ''
  if (!daemonSet) return null
  const easy: Snat = {
    hardness: 'easy',
    certainty: 'likely',
    name: 'ip-masq-agent, ports kept',
    why: 'The node masquerades and keeps the source port.',
    cause: null,
    evidence: [],
  }
  if (masqueradesNothing(config)) {
    return {
      ...easy,
      hardness: 'none',
      certainty: 'certain',
      name: 'ip-masq-agent, nothing masqueraded',
      why: 'The pod keeps its address on the node; what stands further out decides.',
      cause: 'cni-ipmasq-agent-random',
      evidence: [kubernetesSays('ConfigMap `ip-masq-agent` lists `0.0.0.0/0` in `nonMasqueradeCIDRs`.')],
    }
  }
  const container =
    daemonSet.containers.find(each => each.name === 'ip-masq-agent') ?? daemonSet.containers[0]
  if (container?.args.some(arg => /^--?random-fully=(false|0)$/.test(arg))) {
    return { ...easy, evidence: [kubernetesSays('DaemonSet `ip-masq-agent` has `--random-fully=false`.')] }
  }
  const version = imageVersion(container?.image ?? '')
  if (!version) {
    return {
      ...easy,
      hardness: 'unknown',
      certainty: 'possible',
      name: 'ip-masq-agent',
      why: 'Its version was not seen; since v2.10 it randomises ports.',
    }
  }
  const [major, minor] = version
  if (major < 2 || (major === 2 && minor < 10)) {
    return {
      ...easy,
      evidence: [kubernetesSays(`DaemonSet \`ip-masq-agent\` runs \`v${major}.${minor}\`, older than 2.10.`)],
    }
  }
  return {
    ...easy,
    hardness: 'hard',
    // GKE ships a build of its own, whose flags nobody has published.
    certainty: 'likely',
    name: traits.cni === 'gke' ? 'GKE ip-masq-agent' : 'ip-masq-agent',
    why: 'The node masquerades with a random port for each destination.',
    cause: 'cni-ipmasq-agent-random',
    evidence: [
      kubernetesSays(
        `DaemonSet \`ip-masq-agent\` runs \`v${major}.${minor}\` without \`--random-fully=false\`.`,
      ),
    ],
  }
}
