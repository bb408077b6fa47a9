import { parseLog } from '#lib/collect/tailscaled/parseLog.ts'
import { saveNetInfo } from '#lib/store/saveNetInfo.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { type ClusterWatch, runningPods } from './clusterWatch.ts'
import type { Context } from './context.ts'
import { passOver } from './health.ts'
import { inTurn } from './inTurn.ts'
import type { Job } from './job.ts'
import type { PodMemory } from './podMemory.ts'

/** tailscaled logs its NetInfo and endpoints within the first seconds: the start of a log always holds them. */
const firstBytes = 512 * 1024
/** Of a sweep: lines since the last one. */
const sweepBytes = 1024 * 1024
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
    if (!text.ok) return text
    const { netInfo, endpoints, endpointsAt } = parseLog(text.value)
    memory.logReadAt = slot
    const before = JSON.stringify([memory.netInfo, memory.endpoints])
    memory.netInfo = netInfo ?? memory.netInfo
    memory.endpoints = endpoints ?? memory.endpoints
    if (JSON.stringify([memory.netInfo, memory.endpoints]) === before) return text
    const at = netInfo?.at ?? endpointsAt ?? clock.now()
    await persist('net info', () => saveNetInfo(db, { podUid: pod.uid, netInfo, endpoints, at }))
    changed.markCluster(watch.id)
    return text
  }

  const isDue = (memory: PodMemory, slot: Date) =>
    memory.logReadAt === null ||
    memory.look.restarted ||
    slot.getTime() - memory.logReadAt.getTime() >= settings.sweepSeconds * 1000

  return {
    name: `${watch.name}: logs`,
    intervalSeconds: settings.statusSeconds,
    async run(slot) {
      const due = runningPods(watch).filter(
        memory => watch.rights.of(memory.facts.namespace).log !== 'no' && isDue(memory, slot),
      )
      const outcomes = await inTurn(due, settings.concurrency, memory => look(memory, slot))
      const pass = passOver(outcomes)
      if (pass)
        await health({ id: `cluster:${watch.id}:log`, clusterId: watch.id, title: 'Pod logs', ...pass })
    },
  }
}
