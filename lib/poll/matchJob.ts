import { matchPods } from '#lib/diagnose/match/matchPods.ts'
import { podClues } from '#lib/diagnose/match/podClues.ts'
import { saveMatch } from '#lib/store/saveMatch.ts'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import type { ClusterWatch } from './clusterWatch.ts'
import type { Context } from './context.ts'
import type { Tailnet } from './devicesJob.ts'
import type { Job } from './job.ts'
import type { PodMemory } from './podMemory.ts'

/**
 * Joins the pods of all clusters to the devices of the tailnet by what is known without an exec. A pod that named its own
 * device keeps that one. All clusters at once, as a device whose address two of them have is neither's.
 */
export function matchJob(context: Context, clusters: () => readonly ClusterWatch[], tailnet: Tailnet): Job {
  const { settings, persist, db, changed } = context
  return {
    name: 'matching',
    intervalSeconds: settings.statusSeconds,
    async run() {
      if (!tailnet.devicesRead) return
      const pods = clusters().flatMap(watch =>
        [...watch.memories.values()].map(memory => ({ watch, memory })),
      )
      const matches = matchPods(
        pods.map(({ watch, memory }) => podClues(memory.facts, watch.facts, exactDevice(memory))),
        tailnet.devices,
      )
      for (const { watch, memory } of pods) {
        const podUid = memory.facts.uid
        const match = matches.get(podUid)
        if (!match || isSame(memory.match, match)) continue
        await persist('match', () => saveMatch(db, { podUid, ...match }))
        memory.match = match
        changed.markCluster(watch.id)
      }
    },
  }
}

function exactDevice({ device, match }: PodMemory): DeviceId | null {
  if (device) return device
  return match?.method === 'exec' || match?.method === 'push' ? match.device : null
}

const isSame = (a: PodMemory['match'], b: NonNullable<PodMemory['match']>) =>
  a !== null && a.device === b.device && a.method === b.method
