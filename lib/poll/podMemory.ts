import type { ClusterFacts, MatchMethod, PodFacts } from '#lib/tailnet/cluster.ts'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import type { Endpoint, NetInfo, PathCounter, PeerReading, StatusReading } from '#lib/tailnet/reading.ts'
import type { CounterLook } from './counterLooks.ts'
import type { LookMemory } from './statusWish.ts'

/** What the collector remembers of one pod between rounds. Lost with the process: the next one looks at once. */
export interface PodMemory {
  facts: PodFacts
  look: LookMemory
  counters: PathCounter[] | null
  /** Of the last minutes, oldest first. */
  looks: readonly CounterLook[]
  /** What they said at the last pass of the diagnosis. */
  flowSaid: string | null
  moving: ReadonlySet<string>
  metricsOkAt: Date | null
  metricsTriedAt: Date | null
  /** Of the last try without an exec. */
  networkTriedAt: Date | null
  /** Metrics failed this often in a row. */
  metricsFailures: number
  /** By which way the counters came last; null where none answered yet. */
  metricsWay: MetricsWay | null
  /** Of the last `tailscale metrics print`, and whether it failed. */
  printed: { at: Date; failed: boolean } | null
  /** The last look of this kind was not answered in time: the next one must not hold up other pods. */
  late: Record<'status' | 'metrics', boolean>
  /** Failed rounds still to be told of, so that paths which nobody may look at any more end with that reason. */
  withdrawnRounds: number
  logReadAt: Date | null
  /** Logs could not be read this often in a row, the last time then. */
  logFailures: number
  logTriedAt: Date | null
  /** As told by its own status; null until an exec answered. */
  device: DeviceId | null
  /** As last kept. */
  match: { device: DeviceId | null; method: MatchMethod } | null
  netInfo: NetInfo | null
  endpoints: Endpoint[] | null
  /** The last good status. */
  status: StatusReading | null
  /** Every peer that was active in any status, as last seen: `--active` leaves out the idle ones. */
  peers: Map<DeviceId, PeerReading>
  /** Times of the last good looks, newest last. */
  goodLooks: Date[]
  /** When it last told of itself, and how often it means to; null where it never did. */
  pushed: Record<'status' | 'metrics', { at: Date; intervalSeconds: number } | null>
}

/** From where the counters of a pod come, cheapest first. */
export type MetricsWay = 'pod_ip' | 'proxy' | 'exec'

export function newPodMemory(facts: PodFacts): PodMemory {
  return {
    facts,
    look: {
      lookedAt: null,
      failed: false,
      relayed: false,
      metricsAnswer: false,
      derpGrew: false,
      mixChanged: false,
      restarted: false,
      objectChanged: false,
    },
    counters: null,
    looks: [],
    flowSaid: null,
    moving: new Set(),
    metricsOkAt: null,
    metricsTriedAt: null,
    networkTriedAt: null,
    metricsFailures: 0,
    metricsWay: null,
    printed: null,
    late: { status: false, metrics: false },
    withdrawnRounds: 0,
    logReadAt: null,
    logFailures: 0,
    logTriedAt: null,
    device: null,
    match: null,
    netInfo: null,
    endpoints: null,
    status: null,
    peers: new Map(),
    goodLooks: [],
    pushed: { status: null, metrics: null },
  }
}

/** After so many intervals without a word, a pod does not push any more. */
export const pushPatience = 3

/** Does the pod tell of its paths, or of its bytes, itself, so that nobody needs to look? */
export function isPushed(
  { pushed }: Pick<PodMemory, 'pushed'>,
  what: keyof PodMemory['pushed'],
  now: Date,
): boolean {
  const last = pushed[what]
  return last !== null && now.getTime() - last.at.getTime() <= pushPatience * last.intervalSeconds * 1000
}

/** The pods of one cluster, by UID. */
export type PodMemories = Map<string, PodMemory>

/**
 * Brings the memories in line with the pods that are there: new ones begin, vanished ones are forgotten (so that a
 * look into them is no longer tried), and those with a changed object, restart or surroundings are marked.
 */
export function followPods(
  memories: PodMemories,
  facts: ClusterFacts,
  surroundingsChanged: boolean,
): { added: PodMemory[]; gone: PodMemory[] } {
  const added: PodMemory[] = []
  for (const pod of facts.pods) {
    const memory = memories.get(pod.uid)
    if (!memory) {
      const fresh = newPodMemory(pod)
      memories.set(pod.uid, fresh)
      added.push(fresh)
      continue
    }
    if (pod.restarts > memory.facts.restarts) memory.look.restarted = true
    if (surroundingsChanged || shapeOf(pod) !== shapeOf(memory.facts)) memory.look.objectChanged = true
    memory.facts = pod
  }
  const present = new Set<string>(facts.pods.map(pod => pod.uid))
  const gone = [...memories.values()].filter(memory => !present.has(memory.facts.uid))
  for (const memory of gone) memories.delete(memory.facts.uid)
  return { added, gone }
}

/** Of a pod, what its network may depend on. */
function shapeOf(pod: PodFacts): string {
  const { labels, annotations, container, podIps, nodeName, hostNetwork, phase } = pod
  return JSON.stringify([labels, annotations, container, podIps, nodeName, hostNetwork, phase])
}

/**
 * Of a cluster, what the network of all its pods may depend on: addresses of nodes, CNI and policies, the specs of
 * objects; no status and no heartbeat.
 */
export function surroundingsOf(facts: ClusterFacts): string {
  return JSON.stringify([
    facts.nodes.map(node => [node.name, node.internalIps, node.externalIps, node.annotations]),
    facts.daemonSets,
    facts.objects.map(object => [object.uid, object.spec, object.data, object.annotations]),
  ])
}
