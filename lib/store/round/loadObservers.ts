import { z } from 'zod'
import type { PathCounter } from '#lib/tailnet/reading.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { askRows } from '../read/askRows.ts'
import type { RoundWrite } from '../roundWrite.ts'
import type { Observer } from './observer.ts'

/** Clocks of two machines differ by seconds; by more than this one of them is wrong. */
const aheadSeconds = 60

const time = z.date().nullable()
const trouble = z.object({
  code: z.string(),
  detail: z.string(),
  since: z.coerce.date(),
  rounds: z.number(),
  cut: z.boolean(),
})
const memory = z.object({
  rx: z.number(),
  tx: z.number(),
  at: z.coerce.date(),
  silentSamples: z.number(),
  lastTx: z.number(),
  lastAt: z.coerce.date(),
})
// Written by saveObservers from PathCounters.
const counter = z.custom<PathCounter>(value => typeof value === 'object' && value !== null)

const row = z.object({
  pod_uid: z.string(),
  pod_name: z.string().nullable(),
  target_id: z.string(),
  gone_at: time,
  device_id: z.string().nullable(),
  status_slot: time,
  metrics_slot: time,
  status_at: time,
  metrics_at: time,
  is_metrics_ahead: z.boolean(),
  watched_until: time,
  failure: trouble.nullable(),
  metrics_failure: trouble.nullable(),
  peers: z.record(z.string(), memory),
  counters: z.array(counter),
  version: z.string().nullable(),
  home_region: z.number().nullable(),
})

/**
 * What is held of the pods of these rounds, locked until the transaction ends: always in the order of their UIDs, so
 * that two batches at once wait for each other and never for ever.
 */
export async function loadObservers(
  tx: Transaction,
  writes: readonly RoundWrite[],
): Promise<Map<string, Observer>> {
  const targets = new Map(writes.map(write => [write.podUid as string, write.target as string]))
  const pods = [...targets.keys()]
  await tx.$executeRaw(Prisma.sql`
    insert into observer_state (pod_uid, target_id)
    select pod, target from unnest(${pods}::text[], ${[...targets.values()]}::text[]) as given(pod, target)
    where not exists (select 1 from observer_state where pod_uid = pod)
    order by pod on conflict do nothing`)
  const rows = await askRows(
    tx,
    row,
    Prisma.sql`
      select state.pod_uid, pod.name as pod_name, state.target_id, pod.gone_at, state.device_id, status_slot,
             metrics_slot, status_at, metrics_at,
             coalesce(metrics_at > now() + make_interval(secs => ${aheadSeconds}), false) as is_metrics_ahead, watched_until, failure, metrics_failure, peers, counters,
             state.version, home_region
      from observer_state state left join target_pod pod on pod.uid = state.pod_uid
      where state.pod_uid = any(${pods}::text[]) order by state.pod_uid for update of state`,
  )
  return new Map(rows.map(found => [found.pod_uid, toObserver(found)]))
}

const toObserver = (found: z.output<typeof row>): Observer => ({
  podUid: found.pod_uid,
  podName: found.pod_name ?? found.pod_uid,
  target: found.target_id,
  goneAt: found.gone_at,
  device: found.device_id,
  statusSlot: found.status_slot,
  metricsSlot: found.metrics_slot,
  statusAt: found.status_at,
  metricsAt: found.metrics_at,
  isMetricsAhead: found.is_metrics_ahead,
  watchedUntil: found.watched_until,
  failure: found.failure,
  metricsFailure: found.metrics_failure,
  peers: new Map(Object.entries(found.peers)),
  counters: found.counters,
  version: found.version,
  homeRegion: found.home_region,
})
