import type { ClusterWatch } from './clusterWatch.ts'
import type { Context } from './context.ts'
import type { PodMemory } from './podMemory.ts'

/** What a pod's namespace allows. */
export function rightsFor(
  { settings }: Pick<Context, 'settings'>,
  watch: ClusterWatch,
  { facts }: PodMemory,
) {
  return {
    switchedOn: settings.mayExec(watch.name, facts.namespace),
    exec: watch.rights.of(facts.namespace).exec,
  }
}
