import { failure } from '#lib/collect/failed.ts'
import { listed } from '#lib/report/counted.ts'
import { isApiAway } from './apiStanding.ts'
import { type ClusterWatch, type Rights, runningPods } from './clusterWatch.ts'
import type { SourceLook } from './health.ts'
import type { PollSettings } from './settings.ts'

/**
 * How those sources do that nobody asks: refused in every namespace, by the API server's own word, or switched off. The
 * others are told of by who asks them. Where no pod runs tailscale there is nothing to ask.
 */
export function rightsStanding(
  watch: ClusterWatch,
  settings: Pick<PollSettings, 'mayExec' | 'metricsByPodIp'>,
): SourceLook[] {
  const namespaces = [...new Set(runningPods(watch).map(({ facts }) => facts.namespace))].sort()
  if (namespaces.length === 0 || isApiAway(watch)) return []
  const look = (id: string, title: string) => ({
    id: `cluster:${watch.id}:${id}`,
    clusterId: watch.id,
    title,
  })
  const off = (id: string, title: string): SourceLook => ({ ...look(id, title), state: 'off', failure: null })
  const refused = (
    right: keyof Rights,
    of: readonly string[],
    what: string,
    look: SourceSaid,
  ): SourceLook[] =>
    of.every(namespace => watch.rights.of(namespace)[right] === 'no')
      ? [
          {
            ...look,
            state: 'denied',
            failure: failure('forbidden', `no right to ${what} in ${listed([...of], 5)}`),
          },
        ]
      : []
  const chosen = namespaces.filter(namespace => settings.mayExec(watch.name, namespace))
  return [
    ...(settings.metricsByPodIp?.(watch.name)
      ? []
      : [off('metrics-by-ip', 'Metrics by pod address: metrics.byPodIp is not set')]),
    ...refused('proxy', namespaces, 'pods/proxy', look('metrics', 'Metrics by pods/proxy')),
    ...refused('log', namespaces, 'pods/log', look('log', 'Pod logs')),
    ...(chosen.length > 0
      ? refused('exec', chosen, 'pods/exec', look('exec', 'Exec: status'))
      : [off('exec', 'Exec: exec.namespaces names no namespace with tailscale pods')]),
  ]
}

type SourceSaid = Pick<SourceLook, 'id' | 'clusterId' | 'title'>
