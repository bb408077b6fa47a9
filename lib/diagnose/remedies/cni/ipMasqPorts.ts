import { findDaemonSet } from '../../cluster/findDaemonSet.ts'
import type { Scene } from '../scene.ts'
import { addDaemonArg, restarts } from './daemonSetPatch.ts'
import type { KeepPorts } from './keepPorts.ts'

/** ip-masq-agent ≥ 2.10 randomizes by default (README). GKE’s own copy is written anew by its add-on manager. */
export function ipMasqPorts({ cluster }: Scene): KeepPorts | null {
  const daemonSet = cluster && findDaemonSet(cluster, 'ip-masq-agent')
  if (!cluster || !daemonSet) return null
  const added = addDaemonArg(cluster, daemonSet, name => name === 'ip-masq-agent', '--random-fully=false')
  if (!added) return null
  const isGkes = daemonSet.containers.some(each => /(^|\/)gke\.gcr\.io\/|-gke\./.test(each.image))
  return {
    setting: '--random-fully=false',
    applies: isGkes ? 'unknown' : 'yes',
    why: isGkes
      ? 'GKE deploys this agent itself and may write it anew; what its build does is not published.'
      : '',
    patches: [added.patch],
    checks: [{ seen: 'yes', says: 'DaemonSet `ip-masq-agent` has no `--random-fully=false`' }],
    limits: [restarts],
    links: ['https://github.com/kubernetes-sigs/ip-masq-agent'],
  }
}
