import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { toJson } from '../toJson.ts'
import { columnsOfPath } from './columnsOfPath.ts'
import type { Ledger } from './ledger.ts'

/** Sets the links that changed, and takes out those that ended and did not begin again. */
export async function writeLinks(tx: Transaction, { changed, ended, links }: Ledger): Promise<void> {
  const over = ended.filter(({ observer, peer }) => !links.get(observer)?.has(peer))
  if (over.length > 0) {
    await tx.$executeRaw(Prisma.sql`
      delete from path_now using jsonb_to_recordset(${toJson(over)}::jsonb) as given(observer text, peer text)
      where path_now.observer = given.observer and path_now.peer = given.peer`)
  }
  if (changed.size === 0) return
  const rows = [...changed].map(({ path, ...link }) => ({ ...link, ...columnsOfPath(path) }))
  await tx.$executeRaw(Prisma.sql`
    insert into path_now (observer, peer, target_id, pod_uid, peer_name, kind, family, endpoint, via, region, why,
                          since, idle_since, active_since, traffic_seconds, reason)
    select observer, peer, target, "podUid", "peerName", kind, family, endpoint, via, region, why,
           since, "idleSince", "activeSince", "trafficSeconds", reason
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as given(
      observer text, peer text, target text, "podUid" text, "peerName" text, kind text, family text, endpoint text,
      via text, region int, why text, since timestamptz, "idleSince" timestamptz, "activeSince" timestamptz,
      "trafficSeconds" float8, reason text)
    order by observer, peer
    on conflict (observer, peer) do update set
      target_id = excluded.target_id, pod_uid = excluded.pod_uid, peer_name = excluded.peer_name,
      kind = excluded.kind, family = excluded.family, endpoint = excluded.endpoint, via = excluded.via,
      region = excluded.region, why = excluded.why, since = excluded.since, idle_since = excluded.idle_since,
      active_since = excluded.active_since, traffic_seconds = excluded.traffic_seconds, reason = excluded.reason`)
}
