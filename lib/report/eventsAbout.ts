import type { LinkEnd } from '#lib/diagnose/triggers.ts'
import type { EventSeen } from '#lib/tailnet/history.ts'
import { happeningOf } from './happeningOf.ts'

/** Of all that happened, what concerns one of these ends: its workload, its device, or its cluster as a whole. */
export function eventsAbout(events: readonly EventSeen[], ends: readonly LinkEnd[]): EventSeen[] {
  return events.filter(event => {
    // What moves no path is about the workload or the cluster that it names.
    const { device = null } = happeningOf(event) ?? {}
    const [target, cluster] = [event.target?.id ?? null, event.cluster?.id ?? null]
    return ends.some(end => {
      if (device !== null && device === end.device) return true
      if (target !== null) return target === end.target
      return device === null && cluster !== null && cluster === end.cluster
    })
  })
}
