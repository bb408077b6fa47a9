import type { DaemonSetFacts } from '#lib/tailnet/cluster.ts'
import { findDaemonSet } from '../../cluster/findDaemonSet.ts'
import { imageVersion, isAtLeast } from '../imageVersion.ts'
import type { Keeper } from '../keeper.ts'
import { objectPatch } from '../objectPatch.ts'
import type { Scene } from '../scene.ts'
import { chartValues } from './chartValues.ts'
import { addDaemonArg, daemonSetObject, restarts } from './daemonSetPatch.ts'
import type { KeepPorts } from './keepPorts.ts'

const flag = '--ip-masq-fully-random-disable'
/** The release that brought the flag (flannel 93558a76). */
const least = [0, 27, 4] as const

/** Flannel masquerades with random ports unless told otherwise, which it can be since 0.27.4. */
export function flannelPorts({ cluster, traits }: Scene): KeepPorts | { refused: string } | null {
  if (!cluster) return null
  const daemonSet = findDaemonSet(cluster, 'kube-flannel-ds', 'kube-flannel', 'canal', 'rke2-canal')
  if (!daemonSet) {
    const who = traits.distro === 'k3s' ? 'k3s' : 'This distribution'
    return {
      refused: `${who} runs Flannel inside itself and passes no \`${flag}\` on: only another CNI would change that.`,
    }
  }
  const container = daemonSet.containers.find(each => /flannel/.test(each.name))
  const added = addDaemonArg(cluster, daemonSet, name => name === container?.name, flag)
  if (!container || !added) return null
  const version = imageVersion(container.image)
  const isNewEnough = isAtLeast(version, least)
  const raised = isNewEnough === 'no' ? raiseImage(cluster, daemonSet, container, added.keeper) : null
  const chart = chartValues(added.keeper, 'flannel', {
    flannel: {
      ...(raised ? { image: { tag: `v${least.join('.')}` } } : {}),
      args: [...container.args, flag],
    },
  })
  return {
    setting: flag,
    applies: isNewEnough === 'unknown' ? 'unknown' : 'yes',
    why:
      isNewEnough === 'unknown'
        ? `Whether \`${container.image}\` is at least ${least.join('.')} does not show.`
        : '',
    patches: [...(chart ? [chart] : []), ...(raised ? [raised] : []), added.patch],
    checks: [
      {
        seen: isNewEnough,
        says: `Flannel is ${version?.join('.') ?? 'of unknown version'}; \`${flag}\` needs ≥ ${least.join('.')}`,
      },
    ],
    limits: [
      ...(raised
        ? [
            `Flannel has to be upgraded to ${least.join('.')} first: an older one does not start with the flag.`,
          ]
        : []),
      restarts,
    ],
    links: ['https://github.com/flannel-io/flannel/releases/tag/v0.27.4'],
  }
}

/** The same image with the first tag that knows the flag. */
function raiseImage(
  cluster: NonNullable<Scene['cluster']>,
  facts: DaemonSetFacts,
  container: DaemonSetFacts['containers'][number],
  keeper: Keeper | null,
) {
  const { ref, before } = daemonSetObject(cluster, facts)
  const image = container.image.replace(/@.*$/, '').replace(/:[^:/]+$/, `:v${least.join('.')}`)
  const body = { spec: { template: { spec: { containers: [{ name: container.name, image }] } } } }
  return objectPatch(ref, before, { type: 'strategic', body }, keeper)
}
