import { parseJson } from '#lib/collect/parseJson.ts'
import { toDerpMap } from '#lib/collect/tailscaled/toDerpMap.ts'
import { saveTailnet } from '#lib/store/saveTailnet.ts'
import { type ClusterWatch, runningPods } from './clusterWatch.ts'
import type { Context } from './context.ts'
import type { Tailnet } from './devicesJob.ts'
import type { Job } from './job.ts'
import { cliArgv } from './lookStatus.ts'
import { rightsFor } from './rightsFor.ts'
import { whyUnjudged } from './whyUnjudged.ts'

/** A map changes with a release of the control plane or an edit of the policy: an exec per hour at the most. */
const refreshSeconds = 3600
const retrySeconds = 60
/** Pods tried in one slot. */
const mostTries = 2

/**
 * Keeps the DERP map, asked of a pod: the only one that has the regions of this tailnet, its own ones included. Without
 * any exec there is none, and regions keep their numbers.
 */
export function derpMapJob(context: Context, clusters: () => readonly ClusterWatch[], tailnet: Tailnet): Job {
  let readAt: Date | null = null

  async function read(): Promise<boolean> {
    const pods = clusters().flatMap(watch =>
      runningPods(watch)
        .filter(memory => whyUnjudged(memory.facts, rightsFor(context, watch, memory)) === null)
        .map(memory => ({ watch, pod: memory.facts, failed: memory.look.failed })),
    )
    for (const { watch, pod } of pods.filter(each => !each.failed).slice(0, mostTries)) {
      const text = await watch.source.exec(pod, cliArgv(pod, 'debug', 'derp-map'))
      const json = text.ok ? parseJson(text.value, 'DERP map') : text
      const regions = json.ok ? toDerpMap(json.value) : json
      if (!regions.ok) {
        context.log.warn({ pod: pod.name, failure: regions.failure }, 'no DERP map from this pod')
        continue
      }
      await context.persist('DERP map', () => saveTailnet(context.db, { derpMap: regions.value }))
      tailnet.derpMap = regions.value
      context.changed.markAll()
      return true
    }
    return false
  }

  return {
    name: 'DERP map',
    intervalSeconds: retrySeconds,
    async run(slot) {
      if (readAt && slot.getTime() - readAt.getTime() < refreshSeconds * 1000) return
      if (await read()) readAt = slot
    },
  }
}
