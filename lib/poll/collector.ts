import type { Database } from '#lib/store/database.ts'
import { forgetSource } from '#lib/store/forgetSource.ts'
import { recordRounds } from '#lib/store/recordRounds.ts'
import { saveTailnet } from '#lib/store/saveTailnet.ts'
import type { DerpRegion } from '#lib/tailnet/device.ts'
import { changedSubjects } from './changedSubjects.ts'
import { checkJob } from './checkJob.ts'
import type { Clock } from './clock.ts'
import type { ClusterWatch } from './clusterWatch.ts'
import { type ClusterOpener, connect } from './connect.ts'
import type { Context } from './context.ts'
import { derpMapJob } from './derpMapJob.ts'
import { type ControlPlane, devicesJob, unreadTailnet } from './devicesJob.ts'
import { diagnoseJob, flappingMs } from './diagnoseJob.ts'
import { factsJob } from './factsJob.ts'
import { fixJob } from './fixJob.ts'
import { healthWith, stateAfter } from './health.ts'
import { heartbeatJob, maintenanceJob } from './heartbeat.ts'
import { type Job, repeat, runOnce } from './job.ts'
import type { Logger } from './logger.ts'
import { logJob } from './logJob.ts'
import { matchJob } from './matchJob.ts'
import { metricsJob } from './metricsJob.ts'
import { persistWith } from './persist.ts'
import type { PodMemories } from './podMemory.ts'
import type { PushedPods } from './pushedPods.ts'
import { pushHealthJob } from './pushHealthJob.ts'
import { pushJob } from './pushJob.ts'
import { reviewJob } from './reviewJob.ts'
import { roundQueue } from './roundQueue.ts'
import type { PollSettings } from './settings.ts'
import { slotOf } from './slot.ts'
import { statusJobs } from './statusJobs.ts'
import { toldJob } from './toldJob.ts'

export interface CollectorParts {
  runId: string
  db: Database
  clock: Clock
  log: Logger
  settings: PollSettings
  clusters: readonly ClusterOpener[]
  /** Null where no credential is configured. */
  control: ControlPlane | null
  /** DERP regions by name, for as long as no pod was asked for them. */
  derpMap?: readonly DerpRegion[]
  /** Ends everything that waits or repeats. */
  signal: AbortSignal
  /** Of a collector before this one in the same process, by cluster. */
  memories?: ReadonlyMap<string, PodMemories>
}

/** The composition of all jobs over all sources. */
export interface Collector {
  /** Connects to what answers, looks at everything once and stores it. */
  first(): Promise<void>
  /** Runs the jobs whose slot starts at `at`, for a clock that is stepped by hand. */
  step(at: Date): Promise<void>
  /** Repeats every job until the signal aborts; clusters that did not answer are tried again. */
  run(): Promise<void>
  /** Resolves when all rounds so far are stored. */
  flush(): Promise<void>
  /** Ends the connections. */
  close(): Promise<void>
  memories(): Map<string, PodMemories>
}

/** A verdict rests on samples over at least 30 s (DESIGN.md, "What can be known"); then diagnose once more. */
const settledAfterFlipMs = 60_000
const firstReconnectMs = 5_000
const longestReconnectMs = 60_000

export function collector(parts: CollectorParts): Collector {
  const { db, clock, log, settings, signal } = parts
  const persist = persistWith(clock, log, signal)
  const changed = changedSubjects()
  const queue = roundQueue({
    log,
    record: writes => persist('rounds', () => recordRounds(db, writes)),
    stored: (write, result) => {
      if (result.flips === 0) return
      changed.mark(write.target)
      for (const ms of [settledAfterFlipMs, flappingMs + settledAfterFlipMs])
        changed.markLater(write.target, new Date(write.slot.getTime() + ms))
    },
  })
  const health = healthWith(db, clock, persist)
  const context: Context = { db, clock, log, settings, persist, queue, health, changed }
  const watches: ClusterWatch[] = []
  /** Connected, or left out for good. */
  const settled = new Set<ClusterOpener>()
  const tailnet = unreadTailnet()
  const pushed: PushedPods = new Map()

  /** In the order in which one pass needs them: a stage uses what the one before it found. */
  const sharedStages: Job[][] = [
    [maintenanceJob(context), heartbeatJob(context, { id: parts.runId })],
    parts.control ? [devicesJob(context, parts.control, tailnet)] : [],
    [],
    [
      derpMapJob(context, () => watches, tailnet),
      pushJob(context, () => watches, pushed),
      pushHealthJob(context, () => watches, pushed),
      checkJob(context, () => watches, tailnet),
    ],
    [
      matchJob(context, () => watches, tailnet),
      toldJob(context, () => watches, pushed, { isOn: parts.control !== null, tailnet }),
    ],
    [diagnoseJob(context, () => watches, tailnet, pushed)],
    [fixJob(context), reviewJob(context)],
  ]
  const clusterStages = new Map<ClusterWatch, Job[][]>()

  const stagesOf = (watch: ClusterWatch): Job[][] => [
    [],
    [factsJob(context, watch)],
    [metricsJob(context, watch, 'prompt'), metricsJob(context, watch, 'late')],
    statusJobs(context, watch, signal),
    [logJob(context, watch)],
    [],
    [],
  ]

  async function runStages(stages: readonly Job[][][], at: Date, due: (job: Job) => boolean): Promise<void> {
    for (const [index] of sharedStages.entries()) {
      const jobs = stages.flatMap(each => each[index] ?? []).filter(due)
      await Promise.all(jobs.map(job => runOnce(job, slotOf(at, job.intervalSeconds), log, signal)))
    }
  }

  async function tryToConnect(opener: ClusterOpener): Promise<ClusterWatch | null> {
    const known = parts.memories?.get(opener.name) ?? new Map()
    const answer = await connect(opener, known)
    // Until it answers it has no id of its own.
    const id = `cluster:${opener.name}:api`
    if (!answer.ok) {
      const { failure } = answer
      const title = `Kubernetes API of ${opener.name}`
      await health({ id, clusterId: null, title, state: stateAfter(failure), failure })
      log.warn({ cluster: opener.name, failure }, 'a cluster does not answer; it will be tried again')
      return null
    }
    const watch = answer.value
    settled.add(opener)
    await persist('source', () => forgetSource(db, { id, at: clock.now() }))
    const twin = watches.find(each => each.id === watch.id)
    if (twin)
      log.warn({ cluster: opener.name, same: twin.name }, 'two contexts lead to one cluster: one is left out')
    if (twin || signal.aborted) {
      await watch.source.stop()
      return null
    }
    watches.push(watch)
    clusterStages.set(watch, stagesOf(watch))
    return watch
  }

  async function keepTrying(opener: ClusterOpener): Promise<void> {
    for (
      let pause = firstReconnectMs;
      !settled.has(opener);
      pause = Math.min(pause * 2, longestReconnectMs)
    ) {
      await clock.sleep(pause, signal)
      if (signal.aborted) return
      const watch = await tryToConnect(opener)
      if (watch) await repeatAll(clusterStages.get(watch) ?? [], true)
    }
  }

  async function repeatAll(stages: Job[][], firstToo: boolean): Promise<void> {
    if (firstToo) await runStages([stages], clock.now(), () => true)
    await Promise.all(stages.flat().map(job => repeat(job, clock, log, signal)))
  }

  const allStages = () => [sharedStages, ...clusterStages.values()]

  return {
    async first() {
      const { derpMap } = parts
      if (derpMap) {
        await persist('DERP map', () => saveTailnet(db, { derpMap }))
        tailnet.derpMap = [...derpMap]
      }
      await Promise.all(parts.clusters.map(tryToConnect))
      await runStages(allStages(), clock.now(), () => true)
      await queue.flush()
    },
    step: at => runStages(allStages(), at, job => at.getTime() % (job.intervalSeconds * 1000) === 0),
    async run() {
      const missing = parts.clusters.filter(opener => !settled.has(opener))
      await Promise.all([...allStages().map(stages => repeatAll(stages, false)), ...missing.map(keepTrying)])
    },
    flush: () => queue.flush(),
    async close() {
      await Promise.all(watches.map(watch => watch.source.stop()))
      await queue.flush()
    },
    memories: () => new Map(watches.map(watch => [watch.name, watch.memories])),
  }
}
