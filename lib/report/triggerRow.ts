import type { Trigger } from '#lib/diagnose/triggers.ts'
import type { PatchLine } from '#lib/tailnet/finding.ts'
import type { EventSeen } from '#lib/tailnet/history.ts'
import { diffOf } from './diffOf.ts'

/** What happened before a flip; of a sort, how often it was followed by one, and how often not. */
export interface TriggerRow {
  id: string
  title: string
  sort: string
  secondsBefore: number
  followed: number
  notFollowed: number
  /** Of an edited object: what the edit was. */
  diff: PatchLine[]
}

/** More than these are not read beside a flip. */
const most = 5

/** The nearest first, each edit with its diff; `events` are what the triggers were made of. */
export function triggerRows(
  triggers: readonly Trigger[],
  events: ReadonlyMap<string, EventSeen>,
): TriggerRow[] {
  return triggers
    .slice(0, most)
    .map(({ happening: { id, title, sort }, secondsBefore, followed, notFollowed }) => {
      const event = events.get(id)
      return { id, title, sort, secondsBefore, followed, notFollowed, diff: event ? diffOf(event) : [] }
    })
}
