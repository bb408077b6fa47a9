import type { EventKind } from '#lib/tailnet/events.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { toJson } from '../toJson.ts'

/** Something that happened, for the time axis. `clusterId` is null where the target tells it, or where it is everyone's. */
export interface EventNote {
  at: Date
  kind: EventKind
  clusterId: string | null
  targetId: string | null
  title: string
  detail: Record<string, unknown>
  /** The same of the same target within this is the same thing, seen by another source. 0: never. */
  onceInSeconds: number
}

export async function noteEvents(tx: Transaction, events: readonly EventNote[]): Promise<void> {
  if (events.length === 0) return
  await tx.$executeRaw(Prisma.sql`
    insert into event (at, kind, cluster_id, target_id, title, detail)
    select at, kind, "clusterId", "targetId", title, detail
    from jsonb_to_recordset(${toJson(events)}::jsonb) as given(
      at timestamptz, kind text, "clusterId" text, "targetId" text, title text, detail jsonb, "onceInSeconds" int)
    where "onceInSeconds" = 0 or not exists (
      select 1 from event where event.target_id = given."targetId" and event.kind = given.kind
        and event.at between given.at - make_interval(secs => "onceInSeconds")
                         and given.at + make_interval(secs => "onceInSeconds"))
    order by at`)
}
