import type { ClusterFacts } from '#lib/tailnet/cluster.ts'
import type { SourceFailure } from '#lib/tailnet/failure.ts'
import type { ClusterId } from '#lib/tailnet/ids.ts'
import type { SourceState } from '#lib/tailnet/standing.ts'
import { failure } from '../failed.ts'
import type { ApiServer } from './apiServer.ts'
import { configMaps } from './configMaps.ts'
import { followKind } from './followKind.ts'
import type { KubeLog } from './kubeLog.ts'
import type { Pacing } from './pacing.ts'
import { toClusterFacts } from './toClusterFacts.ts'
import { watchedKinds } from './watchedKinds.ts'

/** The objects of one cluster, kept in step with its API server. */
export interface ClusterObjects {
  /** Waits for the first picture. Gives the failure where the pods, without which there is nothing, cannot be read. */
  start(): Promise<SourceFailure | null>
  facts(): ClusterFacts | null
  sources(): { id: string; title: string; state: SourceState; failure: SourceFailure | null }[]
  /** Resolves after the stop. */
  ended: Promise<unknown>
}

export function clusterObjects(parts: {
  id: ClusterId
  name: string
  server: ApiServer
  pacing: Pacing
  stop: AbortSignal
  onChange(): void
  log: KubeLog
}): ClusterObjects {
  const { id, name, server, pacing, stop, log } = parts
  let isStarted = false
  let facts: ClusterFacts | null = null
  const onChange = () => {
    facts = null
    if (isStarted) parts.onChange()
  }
  const tellOf = (plural: string) => (state: SourceState, cause: SourceFailure | null) => {
    const facts = { cluster: name, objects: plural, failure: cause }
    if (state === 'failing' || state === 'denied') log.warn(facts, `the objects of a kind are ${state}`)
    else if (isStarted && state === 'ok') log.info(facts, 'the objects of a kind are read again')
  }
  const kinds = watchedKinds.map(kind =>
    followKind({ server, kind, pacing, stop, onChange, onState: tellOf(kind.plural) }),
  )
  const named = configMaps({ server, pacing, stop, onChange })
  const pods = kinds.find(({ kind }) => kind.plural === 'pods')

  function gathered(): ClusterFacts {
    return toClusterFacts({
      id,
      name,
      objects: [...kinds.flatMap(each => [...each.objects()]), ...named.objects()],
      unseen: [
        ...kinds.flatMap(each => unseen(each.kind.kind, each.isListed(), each.standing())),
        ...unseen('ConfigMap', named.isRead(), named.standing()),
      ],
    })
  }

  return {
    async start() {
      await Promise.all([...kinds.map(each => each.answered), named.answered])
      isStarted = true
      if (pods?.isListed()) return null
      return pods?.standing().failure ?? failure('stopped', `the start of ${name} was stopped`)
    },
    facts() {
      if (!isStarted) return null
      facts ??= gathered()
      return facts
    },
    sources: () => [
      ...kinds.map(({ kind, standing }) => ({
        id: `cluster:${id}:${kind.plural}`,
        title: `${kind.kind} objects`,
        ...standing(),
      })),
      { id: `cluster:${id}:configmaps`, title: 'ConfigMap objects', ...named.standing() },
    ],
    ended: Promise.all([...kinds.map(each => each.ended), named.ended]),
  }
}

/** A kind that was never read, and why. One that was read before and fails now is held as it was. */
function unseen(
  kind: string,
  isRead: boolean,
  { state, failure }: { state: SourceState; failure: SourceFailure | null },
): ClusterFacts['unseen'] {
  if (state === 'absent') return [{ kind, why: 'absent' }]
  if (isRead) return []
  return [{ kind, why: failure?.code === 'forbidden' ? 'forbidden' : 'failed' }]
}
