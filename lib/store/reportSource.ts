import type { SourceFailure } from '#lib/tailnet/failure.ts'
import type { ClusterId } from '#lib/tailnet/ids.ts'
import type { SourceState } from '#lib/tailnet/standing.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { type Database, type Transaction, transaction } from './database.ts'
import { toJson } from './toJson.ts'

/** A look at a source of facts. */
export interface SourceReport {
  /** As in table source_health: "tailscale:devices", "cluster:<id>:exec". */
  id: string
  clusterId: ClusterId | null
  title: string
  state: SourceState
  at: Date
  failure?: SourceFailure
}

/**
 * Keeps how sources do, and their holes: one begins with the last good look before a failure and ends with the next.
 * A source that was never allowed leaves no hole: there was nothing to miss. Neither does a sender that is silent: what is missing
 * is missing of its pods, which tell it, and may come late. Reports older than the last are left out.
 * A cluster has some twenty sources, told of every half minute: where all are well that is one statement.
 */
export async function reportSource(db: Database, ...reports: SourceReport[]): Promise<void> {
  const latest = new Map(reports.map(report => [report.id, report]))
  if (latest.size === 0) return
  const given = toJson(
    [...latest.values()].map(({ failure, ...report }) => ({
      ...report,
      code: failure?.code ?? null,
      detail: failure?.detail ?? null,
    })),
  )
  const isTrouble = [...latest.values()].some(({ state }) => state === 'failing' || state === 'denied')
  if (!isTrouble) return void (await keep(db, given))
  await transaction(db, async tx => {
    await keep(tx, given)
    await openGaps(tx, given)
  })
}

/** Writes the states and ends the holes of what does not fail. */
const keep = (db: Database | Transaction, given: string) =>
  db.$executeRaw(Prisma.sql`
    with kept as (
      insert into source_health as health
        (id, cluster_id, title, state, since, last_ok_at, last_try_at, code, detail)
      select id, "clusterId", title, state, at, case when state = 'ok' then at end, at, code, detail
      from jsonb_to_recordset(${given}::jsonb) as given(
        id text, "clusterId" text, title text, state text, at timestamptz, code text, detail text)
      order by id
      on conflict (id) do update set
        cluster_id = excluded.cluster_id, title = excluded.title, state = excluded.state,
        since = case when health.state = excluded.state then health.since else excluded.since end,
        last_ok_at = coalesce(excluded.last_ok_at, health.last_ok_at), last_try_at = excluded.last_try_at,
        code = excluded.code, detail = excluded.detail
      where health.last_try_at is null or health.last_try_at <= excluded.last_try_at
      returning id, state, last_ok_at, last_try_at)
    update gap set ended_at = greatest(gap.started_at, kept.last_try_at) from kept
    where gap.subject = kept.id and gap.ended_at is null
      and not (state = 'failing' or (state = 'denied' and last_ok_at is not null))`)

/** After `keep`, whose locks make sure that nobody else opens the same hole at the same time. */
const openGaps = (tx: Transaction, given: string) =>
  tx.$executeRaw(Prisma.sql`
    insert into gap (subject, started_at, code, reason)
    select health.id, coalesce(health.last_ok_at, given.at), coalesce(given.code, 'unknown'),
      coalesce(nullif(given.detail, ''), given.code, 'unknown')
    from jsonb_to_recordset(${given}::jsonb) as given(id text, state text, at timestamptz, code text, detail text)
    join source_health health on health.id = given.id and health.last_try_at = given.at and health.state = given.state
    where (given.state = 'failing' or (given.state = 'denied' and health.last_ok_at is not null))
      and health.id not like 'push:%'
      and not exists (select 1 from gap where gap.subject = health.id and gap.ended_at is null)`)
