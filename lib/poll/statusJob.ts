import type { RoundWrite } from '#lib/store/roundWrite.ts'
import { saveMatch } from '#lib/store/saveMatch.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import type { StatusReading } from '#lib/tailnet/reading.ts'
import { type ClusterWatch, isPresent, runningPods } from './clusterWatch.ts'
import type { Context } from './context.ts'
import { type Wish, withinBudget } from './execBudget.ts'
import { passOver } from './health.ts'
import { inTurn } from './inTurn.ts'
import type { Job } from './job.ts'
import { lookStatus } from './lookStatus.ts'
import { noteStatus } from './noteStatus.ts'
import { isPushed, type PodMemory } from './podMemory.ts'
import { statusWish } from './statusWish.ts'
import { whyUnjudged } from './whyUnjudged.ts'

/** Looks at the paths of those pods of a cluster for which an exec pays, within its budget. */
export function statusJob(context: Context, watch: ClusterWatch): Job {
  const { clock, settings, queue, health } = context

  const wishes = (slot: Date): Wish<PodMemory>[] =>
    runningPods(watch)
      .filter(memory => !isPushed(memory, 'status', slot))
      .filter(memory => whyUnjudged(memory.facts, rightsFor(context, watch, memory)) === null)
      .flatMap(memory => {
        const reason = statusWish(memory.look, slot, settings.sweepSeconds)
        return reason ? [{ pod: memory, reason, lookedAt: memory.look.lookedAt }] : []
      })

  async function look(memory: PodMemory, slot: Date): Promise<Outcome<StatusReading> | null> {
    const pod = memory.facts
    const startedAt = clock.now()
    const began = performance.now()
    const outcome = await lookStatus(watch.source, pod)
    if (!outcome.ok && !isPresent(watch, pod)) return null
    const { lookedAt } = memory.look
    noteStatus(memory, outcome, slot, startedAt)
    const write: RoundWrite = {
      target: pod.target,
      podUid: pod.uid,
      slot,
      source: 'status',
      startedAt,
      tookMs: Math.round(performance.now() - began),
      // Slots between two looks were left out on purpose, so they are no hole.
      intervalSeconds: lookedAt ? (slot.getTime() - lookedAt.getTime()) / 1000 : settings.statusSeconds,
      outcome: outcome.ok ? { ok: true, reading: onlyStatus(startedAt, outcome.value) } : outcome,
    }
    await noteDevice(context, watch, memory, outcome)
    queue.add([write])
    return outcome
  }

  return {
    name: `${watch.name}: status`,
    intervalSeconds: settings.statusSeconds,
    async run(slot) {
      const { now } = withinBudget(wishes(slot), settings.execsPerSecond, settings.statusSeconds)
      const outcomes = await inTurn(now, settings.concurrency, async ({ pod }, index) => {
        // The budget is a rate, not a burst every interval.
        if (index > 0) await clock.sleep(1000 / settings.execsPerSecond)
        return await look(pod, slot)
      })
      const pass = passOver(outcomes.filter(outcome => outcome !== null))
      if (pass)
        await health({ id: `cluster:${watch.id}:exec`, clusterId: watch.id, title: 'Exec: status', ...pass })
    },
  }
}

/** What a pod's namespace allows. */
export function rightsFor(context: Context, watch: ClusterWatch, memory: PodMemory) {
  const { namespace } = memory.facts
  return {
    switchedOn: context.settings.mayExec(watch.name, namespace),
    exec: watch.rights.of(namespace).exec,
  }
}

const onlyStatus = (at: Date, status: StatusReading) => ({
  at,
  status,
  metrics: null,
  netInfo: null,
  endpoints: null,
})

/** A status names its own device: the one exact way to tell whose pod it is (data-sources.md 3.5). */
async function noteDevice(
  context: Context,
  watch: ClusterWatch,
  memory: PodMemory,
  outcome: Outcome<StatusReading>,
): Promise<void> {
  const device = outcome.ok ? outcome.value.self?.device : undefined
  if (!device || device === memory.device) return
  memory.device = device
  memory.match = { device, method: 'exec' }
  await context.persist('match', () =>
    saveMatch(context.db, { podUid: memory.facts.uid, device, method: 'exec' }),
  )
  context.changed.markCluster(watch.id)
}
