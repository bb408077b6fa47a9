import { parseLog } from '#lib/collect/tailscaled/parseLog.ts'
import { saveNetInfo } from '#lib/store/saveNetInfo.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { isApiAway } from './apiStanding.ts'
import { type ClusterWatch, runningPods } from './clusterWatch.ts'
import type { Context } from './context.ts'
import { passOver } from './health.ts'
import { inTurn } from './inTurn.ts'
import type { Job } from './job.ts'
import type { PodMemory } from './podMemory.ts'
import { saidAt } from './saidAt.ts'

/** tailscaled logs its NetInfo and endpoints within the first seconds: the start of a log always holds them. */
const firstBytes = 512 * 1024
/** Of a sweep: lines since the last one. */
const sweepBytes = 1024 * 1024
/** Failures in a row. */
const patience = 3
/** Lines written while the last sweep was reading. */
const overlapSeconds = 60

/** Reads NetInfo and the typed endpoints from the logs of new pods, and of all at each sweep. */
export function logJob(context: Context, watch: ClusterWatch): Job {
  const { clock, settings, db, persist, health, changed } = context

  async function look(memory: PodMemory, slot: Date): Promise<Outcome<string>> {
    const pod = memory.facts
    const last = memory.logReadAt
    const since = last ? (slot.getTime() - last.getTime()) / 1000 + overlapSeconds : null
    const text = await watch.source.log(
      pod,
      since === null
        ? { limitBytes: firstBytes }
        : { sinceSeconds: Math.ceil(since), limitBytes: sweepBytes },
    )
    memory.logTriedAt = slot
    memory.logFailures = text.ok ? 0 : memory.logFailures + 1
    if (!text.ok) return text
    const { netInfo, endpoints, endpointsAt } = parseLog(text.value)
    memory.logReadAt = slot
    const before = JSON.stringify([memory.netInfo, memory.endpoints])
    memory.netInfo = netInfo ?? memory.netInfo
    memory.endpoints = endpoints ?? memory.endpoints
    if (JSON.stringify([memory.netInfo, memory.endpoints]) === before) return text
    const at = saidAt(netInfo?.at ?? endpointsAt, clock.now())
    await persist('net info', () => saveNetInfo(db, { podUid: pod.uid, netInfo, endpoints, at }))
    changed.markCluster(watch.id)
    return text
  }

  const isOld = (last: Date, slot: Date) => slot.getTime() - last.getTime() >= settings.sweepSeconds * 1000
  /** A log that cannot be read is left alone between sweeps. */
  const isDue = ({ logReadAt, logTriedAt, logFailures, look: { restarted } }: PodMemory, slot: Date) =>
    logTriedAt && logFailures >= patience
      ? isOld(logTriedAt, slot)
      : logReadAt === null || restarted || isOld(logReadAt, slot)

  return {
    name: `${watch.name}: logs`,
    intervalSeconds: settings.statusSeconds,
    async run(slot) {
      const due = runningPods(watch).filter(
        memory => watch.rights.of(memory.facts.namespace).log !== 'no' && isDue(memory, slot),
      )
      const outcomes = await inTurn(due, settings.concurrency, memory => look(memory, slot))
      const pass = passOver(outcomes)
      if (pass && !isApiAway(watch))
        await health({ id: `cluster:${watch.id}:log`, clusterId: watch.id, title: 'Pod logs', ...pass })
    },
  }
}
