import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { toJson } from '../toJson.ts'
import type { Observer } from './observer.ts'

/** Sets what the next round of each pod is compared with. */
export async function saveObservers(tx: Transaction, observers: Iterable<Observer>): Promise<void> {
  const rows = [...observers].map(({ peers, ...observer }) => ({
    ...observer,
    peers: Object.fromEntries(peers),
    rounds: observer.failure?.rounds ?? 0,
  }))
  await tx.$executeRaw(Prisma.sql`
    update observer_state set
      device_id = given.device, status_slot = given."statusSlot", metrics_slot = given."metricsSlot",
      status_at = given."statusAt", metrics_at = given."metricsAt", watched_until = given."watchedUntil",
      failed_rounds = given.rounds, failure = given.failure, metrics_failure = given."metricsFailure",
      peers = given.peers, counters = given.counters, version = given.version, home_region = given."homeRegion"
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as given(
      "podUid" text, device text, "statusSlot" timestamptz, "metricsSlot" timestamptz, "statusAt" timestamptz,
      "metricsAt" timestamptz, "watchedUntil" timestamptz, rounds int, failure jsonb, "metricsFailure" jsonb,
      peers jsonb, counters jsonb, version text, "homeRegion" int)
    where observer_state.pod_uid = given."podUid"`)
}
