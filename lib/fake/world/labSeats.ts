import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { World } from '../model.ts'
import { labMembers } from './labMembers.ts'
import { hasRecording, recording } from './recording.ts'
import { keyOfPod, madeSeat } from './seats.ts'
import type { Seat } from './stage.ts'

/** The targets of the lab: each of its recorded pods, in its cluster. */
export function labTargets(): string[] {
  const folder = join(import.meta.dirname, '../lab/base')
  return readdirSync(folder).filter(target => hasRecording('base', target))
}

/** The seats of the recorded pods, each with the device that was recorded as the pod's. Throws where the lab is torn. */
export function labSeats(clusters: World['clusters']): Seat[] {
  const members = labMembers()
  return labTargets().map(target => {
    const { pod, device } = recording('base', target)
    const object = clusters
      .find(cluster => cluster.name === pod.cluster)
      ?.objects.find(candidate => candidate.kind === 'Pod' && candidate.metadata.name === pod.name)
    const member = members.find(candidate => candidate.nodeId === device)
    if (!object || !member) throw new Error(`the lab has no pod or device for ${target}`)
    return madeSeat({ key: keyOfPod(pod.cluster, object, () => false), member, own: target })
  })
}
