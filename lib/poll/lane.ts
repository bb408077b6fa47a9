import { type ClusterWatch, runningPods } from './clusterWatch.ts'
import type { PodMemory } from './podMemory.ts'

/**
 * Pods that answered in time, and those that did not the last time: a dead node or a stuck container holds each look until
 * its timeout, and must hold up nobody else. So the late ones are looked at by a job of their own.
 */
export type Lane = 'prompt' | 'late'

/** Late ones under way at one time. */
export const lateTogether = 2
/** What a late one may take: the longest of the timeouts (lib/collect/kubernetes/openCluster.ts). */
const lateSeconds = 15

export const laneOf = (memory: Pick<PodMemory, 'late'>, what: keyof PodMemory['late']): Lane =>
  memory.late[what] ? 'late' : 'prompt'

/** So many late ones fit into an interval, so that their job is not late itself. */
export const mostLate = (intervalSeconds: number) =>
  Math.max(1, Math.floor((lateTogether * intervalSeconds) / lateSeconds))

/** Does this lane speak for the whole source? The late ones only where nobody is prompt. */
export function speaks(watch: ClusterWatch, what: keyof PodMemory['late'], lane: Lane): boolean {
  return lane === 'prompt' || runningPods(watch).every(memory => memory.late[what])
}
