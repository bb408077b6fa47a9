import { failure } from '#lib/collect/failed.ts'
import type { RoundWrite } from '#lib/store/roundWrite.ts'
import { saveMatch } from '#lib/store/saveMatch.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import type { StatusReading } from '#lib/tailnet/reading.ts'
import { isApiAway } from './apiStanding.ts'
import { type ClusterWatch, isPresent, runningPods } from './clusterWatch.ts'
import type { Context } from './context.ts'
import { type Wish, withinBudget } from './execBudget.ts'
import { type ExecPace, execPace } from './execPace.ts'
import { type Errand, execWishes } from './execWishes.ts'
import { passOver } from './health.ts'
import { inTurn } from './inTurn.ts'
import type { Job } from './job.ts'
import { type Lane, laneOf, lateTogether, mostLate, speaks } from './lane.ts'
import { lookStatus } from './lookStatus.ts'
import { noteStatus } from './noteStatus.ts'
import { isPushed, type PodMemory } from './podMemory.ts'
import { printMetrics } from './printMetrics.ts'
import { rightsFor } from './rightsFor.ts'
import { whyUnjudged } from './whyUnjudged.ts'

/**
 * Look at the paths of those pods of a cluster for which an exec pays, and at the counters of those that give them no other
 * way: one job for the pods that answered in time, one for the late ones, within one budget. The signal ends what waits
 * for its turn.
 */
export function statusJobs(context: Context, watch: ClusterWatch, signal: AbortSignal): Job[] {
  const { clock, settings } = context
  const pace = execPace(clock, settings.execsPerSecond, signal)
  let plan: { slot: number; wishes: Wish<Errand>[] } | null = null

  /** Both lanes take theirs from one plan of the slot, whichever comes first: two plans would spend the budget twice. */
  function planned(slot: Date, lane: Lane): Errand[] {
    if (plan?.slot !== slot.getTime()) plan = { slot: slot.getTime(), wishes: chosen(slot) }
    const own = plan.wishes.filter(({ pod }) => laneOf(pod.memory, 'status') === lane)
    plan.wishes = plan.wishes.filter(wish => !own.includes(wish))
    return own.map(({ pod }) => pod)
  }

  function chosen(slot: Date): Wish<Errand>[] {
    const wishes = execWishes(context, watch, slot)
    const inLane = (of: Lane) => wishes.filter(({ pod }) => laneOf(pod.memory, 'status') === of)
    const late = withinBudget(inLane('late'), mostLate(settings.statusSeconds)).now
    return withinBudget([...late, ...inLane('prompt')], pace.room(settings.statusSeconds)).now
  }

  return [
    statusJob({ context, watch, lane: 'prompt', planned, pace }),
    statusJob({ context, watch, lane: 'late', planned, pace }),
  ]
}

interface LaneParts {
  context: Context
  watch: ClusterWatch
  lane: Lane
  planned: (slot: Date, lane: Lane) => Errand[]
  pace: ExecPace
}

function statusJob({ context, watch, lane, planned, pace }: LaneParts): Job {
  const { clock, settings, queue, health } = context
  const { statusSeconds } = settings

  /** Paths that nobody may look at any more end as failed looks do: after three intervals, with the reason. */
  function tellWithdrawn(slot: Date): void {
    for (const memory of runningPods(watch)) {
      const why = whyUnjudged(memory.facts, rightsFor(context, watch, memory))
      if (memory.withdrawnRounds === 0 || why === null || isPushed(memory, 'status', slot)) continue
      memory.withdrawnRounds -= 1
      const { target, uid: podUid } = memory.facts
      const outcome = { ok: false, failure: failure('forbidden', why) } as const
      const round = { target, podUid, slot, source: 'status', startedAt: clock.now(), tookMs: 0 } as const
      queue.add([{ ...round, intervalSeconds: statusSeconds, outcome }])
    }
  }

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
    name: `${watch.name}: status${lane === 'late' ? ' of late pods' : ''}`,
    intervalSeconds: statusSeconds,
    async run(slot) {
      if (lane === 'prompt') tellWithdrawn(slot)
      const together = lane === 'late' ? lateTogether : settings.concurrency
      const outcomes = await inTurn(planned(slot, lane), together, async ({ memory, what }) => {
        // The budget is a rate, not a burst every interval.
        if (!(await pace.turn())) return null
        return what === 'metrics'
          ? await printMetrics(context, watch, memory, slot)
          : await look(memory, slot)
      })
      const pass = passOver(outcomes.filter(outcome => outcome !== null))
      if (!pass || isApiAway(watch) || !speaks(watch, 'status', lane)) return
      await health({ id: `cluster:${watch.id}:exec`, clusterId: watch.id, title: 'Exec: status', ...pass })
    },
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
