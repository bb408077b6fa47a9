import { findDaemonSet } from '../cluster/findDaemonSet.ts'
import { kubernetesSays } from './kubernetesSays.ts'
import type { Place, Snat } from './snat.ts'

const isOn = (value: string | null | undefined) => value === 'true' || value === '1'

/** Flannel with `--ip-masq` masquerades with `--random-fully` since 2018; a switch against it came with v0.27.4 (pkg/trafficmngr/iptables). */
export function flannelSnat({ cluster, traits }: Place): Snat {
  const daemonSet = findDaemonSet(cluster, 'kube-flannel-ds', 'kube-flannel', 'canal', 'rke2-canal')
  const hard: Snat = {
    hardness: 'hard',
    certainty: 'certain',
    name: 'Flannel, ip-masq',
    why: 'The node masquerades with a random port for each destination.',
    cause: 'cni-flannel-random',
    evidence: [],
  }
  if (!daemonSet) {
    const isUnseen = cluster.unseen.some(({ kind, why }) => kind === 'DaemonSet' && why !== 'absent')
    return {
      ...hard,
      certainty: 'likely',
      name: traits.distro === 'k3s' ? 'Flannel in k3s' : 'Flannel',
      evidence: [
        kubernetesSays(
          isUnseen
            ? 'Nodes carry `flannel.alpha.coreos.com/*` annotations; DaemonSets could not be read.'
            : 'Nodes carry `flannel.alpha.coreos.com/*` annotations and no Flannel DaemonSet runs: it is built in, and has no switch.',
        ),
      ],
    }
  }
  const containers = daemonSet.containers.filter(each => /flannel/.test(each.name))
  const args = containers.flatMap(each => each.args)
  const env = (name: string) => containers.flatMap(each => each.env).find(each => each.name === name)?.value
  const flag = (name: string) =>
    args.some(arg => arg === `--${name}` || arg === `-${name}` || arg === `--${name}=true`)
  if (flag('ip-masq-fully-random-disable') || isOn(env('FLANNELD_IP_MASQ_FULLY_RANDOM_DISABLE'))) {
    return {
      ...hard,
      hardness: 'easy',
      certainty: 'likely',
      name: 'Flannel, ports kept',
      why: 'The node masquerades and keeps the source port.',
      cause: null,
      evidence: [kubernetesSays(`DaemonSet \`${daemonSet.name}\` has \`--ip-masq-fully-random-disable\`.`)],
    }
  }
  if (flag('ip-masq') || isOn(env('FLANNELD_IP_MASQ'))) {
    return {
      ...hard,
      evidence: [
        kubernetesSays(
          `DaemonSet \`${daemonSet.name}\` has \`--ip-masq\` and no \`--ip-masq-fully-random-disable\`.`,
        ),
      ],
    }
  }
  if (traits.cni === 'canal') {
    return {
      ...hard,
      certainty: 'likely',
      name: 'Canal',
      evidence: [kubernetesSays(`DaemonSet \`${daemonSet.name}\` runs.`)],
    }
  }
  return {
    ...hard,
    hardness: 'unknown',
    certainty: 'possible',
    name: 'Flannel',
    why: 'Flannel is not told to masquerade; whatever does so instead is not seen.',
    cause: null,
  }
}
