import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { toJson } from '../toJson.ts'
import { columnsOfPath } from './columnsOfPath.ts'
import type { Span } from './observer.ts'

/** Adds closed stretches. One that is there already came from another collector: it is the same. */
export async function writeSpans(tx: Transaction, spans: readonly Span[]): Promise<void> {
  if (spans.length === 0) return
  const rows = spans.map(({ path, ...span }) => ({ ...span, ...columnsOfPath(path) }))
  await tx.$executeRaw(Prisma.sql`
    insert into path_span (observer, peer, target_id, peer_name, kind, family, endpoint, via, region, why,
                           started_at, ended_at, ended_by, reason, traffic_seconds)
    select observer, peer, target, "peerName", kind, family, endpoint, via, region, why,
           "startedAt", "endedAt", "endedBy", reason, "trafficSeconds"
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as given(
      observer text, peer text, target text, "peerName" text, kind text, family text, endpoint text, via text,
      region int, why text, "startedAt" timestamptz, "endedAt" timestamptz, "endedBy" text, reason text,
      "trafficSeconds" float8)
    on conflict do nothing`)
}
