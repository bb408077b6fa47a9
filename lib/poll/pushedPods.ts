import type { PushSubject } from '#lib/push/pushSubject.ts'
import { savePushedPods } from '#lib/store/push/savePushedPods.ts'
import type { Pushed } from '#lib/store/push/takePushed.ts'
import type { PodFacts } from '#lib/tailnet/cluster.ts'
import { type ClusterId, podUid } from '#lib/tailnet/ids.ts'
import type { ClusterWatch } from './clusterWatch.ts'
import type { Context } from './context.ts'
import { newPodMemory, type PodMemory } from './podMemory.ts'

/** A pod or host that only tells of itself. */
export interface PushedPod {
  memory: PodMemory
  said: string
  keptAt: Date
}

/** By UID. */
export type PushedPods = Map<string, PushedPod>

/** Where the rounds of a message go. */
export type Place =
  | { kind: 'here'; memory: PodMemory }
  /** The cluster's objects may not have told of the pod yet. */
  | { kind: 'wait' }
  | { kind: 'nowhere'; why: string }

/** A new pod may push before the informers have told of it. */
const newPodSeconds = 60
/** Kept again after this even without a change, so that "last seen" stays true. */
const refreshSeconds = 300

/**
 * Finds the pod that a message speaks of: in a cluster that is watched, the one that its objects tell of; else one that is
 * kept by what it says of itself.
 */
export async function placeOf(
  context: Context,
  pods: PushedPods,
  watch: ClusterWatch | undefined,
  pushed: Pushed,
  subject: PushSubject,
): Promise<Place> {
  const watched = watch?.memories.get(subject.podUid)
  if (watched) {
    const isOther = watched.facts.namespace !== subject.namespace
    return isOther
      ? { kind: 'nowhere', why: 'the pod is in another namespace' }
      : { kind: 'here', memory: watched }
  }
  const isHost = subject.workload.kind === 'Host'
  if (watch && !isHost) {
    if (pushed.waitedSeconds < newPodSeconds) return { kind: 'wait' }
    return { kind: 'nowhere', why: `cluster ${watch.name} has no such pod with tailscale in it` }
  }
  return { kind: 'here', memory: await kept(context, pods, pushed, subject) }
}

async function kept(
  { db, clock, persist }: Context,
  pods: PushedPods,
  { clusterId, clusterName }: Pushed,
  subject: PushSubject,
): Promise<PodMemory> {
  const said = JSON.stringify(subject)
  const before = pods.get(subject.podUid)
  const at = clock.now()
  if (before?.said === said && at.getTime() - before.keptAt.getTime() < refreshSeconds * 1000)
    return before.memory
  // Tokens name clusters by their ids.
  const cluster = { id: clusterId as ClusterId, name: clusterName }
  const targets = await persist('pushed pod', () => savePushedPods(db, { at, cluster, pods: [subject] }))
  const target = targets.get(subject.podUid) ?? subject.target
  const facts = factsOf({ ...subject, target }, cluster.id)
  const memory = before ? Object.assign(before.memory, { facts }) : newPodMemory(facts)
  pods.set(subject.podUid, { memory, said, keptAt: at })
  return memory
}

/** What a memory wants to hold. Diagnosis gets none of it (`diagnosePushed`): what was not said is not known. */
function factsOf(subject: PushSubject, cluster: ClusterId): PodFacts {
  const { namespace, name, target, workload, node, ip, hostNetwork } = subject
  return {
    uid: podUid(subject.podUid),
    target,
    cluster,
    namespace,
    name,
    workload: { apiVersion: '', namespace, ...workload },
    parent: null,
    nodeName: node,
    podIps: ip ? [ip] : [],
    hostIp: null,
    hostNetwork: hostNetwork ?? false,
    labels: {},
    annotations: {},
    phase: 'Running',
    startedAt: null,
    container: { name: '', image: '', args: [], env: [], ports: [], memoryLimitBytes: null },
    hasCli: false,
    socket: null,
    fixedPort: null,
    restarts: 0,
  }
}
