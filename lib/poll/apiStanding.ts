import type { ObjectSource } from '#lib/collect/kubernetes/openCluster.ts'
import type { FailureCode } from '#lib/tailnet/failure.ts'
import type { ClusterWatch } from './clusterWatch.ts'
import { type SourceLook, stateAfter } from './health.ts'

/** The server itself was not reached, whatever was asked of it. */
const away: readonly FailureCode[] = ['refused', 'timeout', 'dns', 'tls']

/**
 * How an API server does, with its kinds of objects. While it is away as a whole that is one source that fails, not twenty:
 * every kind that answered before fails then, for such a reason.
 */
export function apiStanding(watch: Pick<ClusterWatch, 'id' | 'name' | 'source'>): SourceLook[] {
  const sources = watch.source.sources()
  const { id: clusterId, name } = watch
  const api = { id: `cluster:${clusterId}:api`, clusterId, title: `Kubernetes API of ${name}` }
  const failure = failureOf(sources)
  if (failure) {
    const detail = `the Kubernetes API of ${name} is away: ${failure.detail}`
    return [{ ...api, state: stateAfter(failure), failure: { ...failure, detail } }]
  }
  return [
    { ...api, state: 'ok', failure: null },
    ...sources.map(({ id, title, state, failure }) => ({ id, clusterId, title, state, failure })),
  ]
}

/** What goes through the API server is then not told of on its own. */
export const isApiAway = (watch: Pick<ClusterWatch, 'source'>) => failureOf(watch.source.sources()) !== null

function failureOf(sources: readonly ObjectSource[]) {
  const asked = sources.filter(({ state }) => state === 'ok' || state === 'failing')
  const failures = asked.flatMap(({ failure }) => (failure && away.includes(failure.code) ? [failure] : []))
  return failures.length === asked.length ? (failures[0] ?? null) : null
}
