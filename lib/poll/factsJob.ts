import { detectCluster } from '#lib/diagnose/detectCluster.ts'
import { saveCluster } from '#lib/store/saveCluster.ts'
import { setUnjudged } from '#lib/store/setUnjudged.ts'
import type { ClusterFacts } from '#lib/tailnet/cluster.ts'
import type { TargetId } from '#lib/tailnet/ids.ts'
import { apiStanding } from './apiStanding.ts'
import type { ClusterWatch } from './clusterWatch.ts'
import type { Context } from './context.ts'
import type { Job } from './job.ts'
import { followPods, isPushed, surroundingsOf } from './podMemory.ts'
import { rightsFor } from './rightsFor.ts'
import { rightsStanding } from './rightsStanding.ts'
import { whyUnjudged } from './whyUnjudged.ts'

/** How long a change of an object may wait to be kept. */
const settleSeconds = 5
/** Kept again after this even without a change, so that "last seen" stays true. */
const refreshSeconds = 300
/** Then what was known of a path is given up (lib/store/round/patience.ts). */
const withdrawnRounds = 3

/** Keeps what the informers know of a cluster: its objects, its pods, and why a pod is not judged. */
export function factsJob(context: Context, watch: ClusterWatch): Job {
  const { db, persist, clock, settings, health, changed } = context
  const judged = new Map<TargetId, string | null>()
  const failingSince = new Map<string, number>()
  let keptAt = 0

  async function keep(facts: ClusterFacts): Promise<void> {
    const surroundings = surroundingsOf(facts)
    const moved = watch.surroundings !== null && watch.surroundings !== surroundings
    watch.surroundings = surroundings
    const at = clock.now()
    watch.facts = facts
    watch.factsAt = at
    followPods(watch.memories, facts, moved)
    await persist('cluster', () => saveCluster(db, { at, facts, detected: detectCluster(facts) }))
    changed.markCluster(watch.id)
  }

  /** A target is judged where one of its pods is. */
  async function judge(): Promise<void> {
    const reasons = new Map<TargetId, string | null>()
    for (const memory of watch.memories.values()) {
      const isTold = isPushed(memory, 'status', clock.now())
      const why = isTold ? null : whyUnjudged(memory.facts, rightsFor(context, watch, memory))
      const { target } = memory.facts
      if (why === null || !reasons.has(target)) reasons.set(target, why)
    }
    for (const [target, why] of reasons) {
      if (judged.get(target) === why) continue
      const { pathsHeld } = await persist('unjudged', () => setUnjudged(db, { target, why }))
      judged.set(target, why)
      if (pathsHeld) withdraw(target)
    }
  }

  function withdraw(target: TargetId): void {
    for (const memory of watch.memories.values()) {
      if (memory.facts.target === target) memory.withdrawnRounds = withdrawnRounds
    }
  }

  return {
    name: `${watch.name}: objects`,
    intervalSeconds: settleSeconds,
    async run(slot) {
      const facts = watch.source.facts()
      const old = slot.getTime() - keptAt >= refreshSeconds * 1000
      if (facts && (watch.stale || old)) {
        watch.stale = false
        await keep(facts)
        keptAt = slot.getTime()
      }
      const namespaces = [...watch.memories.values()].map(memory => memory.facts.namespace)
      await watch.rights.refresh(namespaces, clock.now(), settings.sweepSeconds)
      await judge()
      await health(...apiStanding(watch, failingSince, clock.now()), ...rightsStanding(watch, settings))
    },
  }
}
