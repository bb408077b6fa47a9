import type { ObjectSource } from '#lib/collect/kubernetes/openCluster.ts'
import type { FailureCode } from '#lib/tailnet/failure.ts'
import type { ClusterWatch } from './clusterWatch.ts'
import { type SourceLook, stateAfter } from './health.ts'

/** The server itself was not reached, whatever was asked of it. */
const away: readonly FailureCode[] = ['refused', 'timeout', 'dns', 'tls']

/** Kinds notice one after the other that their server went, or came back. */
const graceMs = 60_000

/**
 * How an API server does, with its kinds of objects. While it is away as a whole that is one source that fails, not twenty:
 * every kind that answered before fails then, for such a reason. A single kind that fails so is told of after a while.
 * `failingSince` (Unix ms, by id) is kept from one call to the next.
 */
export function apiStanding(
  watch: Pick<ClusterWatch, 'id' | 'name' | 'source'>,
  failingSince: Map<string, number>,
  now: Date,
): SourceLook[] {
  const sources = watch.source.sources()
  const { id: clusterId, name } = watch
  const api = { id: `cluster:${clusterId}:api`, clusterId, title: `Kubernetes API of ${name}` }
  const failure = failureOf(sources)
  for (const source of sources) {
    if (!isOnTheWay(source)) failingSince.delete(source.id)
    else if (failure || !failingSince.has(source.id)) failingSince.set(source.id, now.getTime())
  }
  if (failure) {
    const detail = `the Kubernetes API of ${name} is away: ${failure.detail}`
    return [{ ...api, state: stateAfter(failure), failure: { ...failure, detail } }]
  }
  return [
    { ...api, state: 'ok', failure: null },
    ...sources
      .filter(({ id }) => now.getTime() - (failingSince.get(id) ?? 0) >= graceMs)
      .map(({ id, title, state, failure }) => ({ id, clusterId, title, state, failure })),
  ]
}

/** What goes through the API server is then not told of on its own. */
export const isApiAway = (watch: Pick<ClusterWatch, 'source'>) => failureOf(watch.source.sources()) !== null

const isOnTheWay = ({ state, failure }: ObjectSource) =>
  state === 'failing' && failure !== null && away.includes(failure.code)

function failureOf(sources: readonly ObjectSource[]) {
  const asked = sources.filter(({ state }) => state === 'ok' || state === 'failing')
  const failures = asked.filter(isOnTheWay).flatMap(({ failure }) => failure ?? [])
  return failures.length === asked.length ? (failures[0] ?? null) : null
}
