import { Prisma } from '#prisma/generated/client.ts'

/**
 * What held at a moment in the past, as relations that stand in for the tables of now: `from ${pathsAt(at)} path_now`.
 * Without a moment they are the tables themselves. Each answers from what was kept up to the moment, so that asked again
 * later, when more has happened, it says the same.
 */

/** A pause shorter than this is part of the stretch around it, and nobody can tell yet which it is going to be. */
const pause = Prisma.sql`interval '5 minutes'`
const isQuiet = (kind: Prisma.Sql) => Prisma.sql`${kind} in ('idle', 'offline')`

interface Narrowed {
  /** A condition on observer, peer or target_id that narrows both tables. */
  where?: Prisma.Sql
}

/**
 * Stretches of links as they were known at `at`, with the columns of path_span and pod_uid: one that goes on then has no
 * end. `from` leaves out those that ended before. A pause, or a hole, that began less than 5 minutes before is not told:
 * it was not yet known for one.
 */
export function spansAt(at: Date, { from, where }: Narrowed & { from: Date }): Prisma.Sql {
  const narrowed = where ? Prisma.sql`and ${where}` : Prisma.empty
  const path = Prisma.sql`kind, family, endpoint, via, region, why`
  const ends = Prisma.sql`observer, peer, target_id, peer_name`
  const long = Prisma.sql`${at}::timestamptz - ${pause}`
  return Prisma.sql`(
    with hole as (
      select ${ends}, cut.started_at, cut.ended_at, told.why from (
        select subject, started_at as since, reason as why from gap
        where started_at <= ${at} and (gap.ended_at is null or gap.ended_at > ${at})
      ) told join (select * from path_span where ended_by = 'gap' ${narrowed}) cut
        on cut.target_id = told.subject and cut.ended_at = told.since
    ), kept as (
      select ${ends}, pod_uid, ${path}, since as started_at,
             case when idle_since <= ${long} then idle_since end as ended_at,
             case when idle_since <= ${long} then 'changed' end as ended_by, reason, traffic_seconds
      from path_now
      where since <= ${at} and (idle_since is null or idle_since > since or idle_since > ${long})
        and coalesce(why, '') <> 'source_failed' ${narrowed}
      union all
      select ${ends}, pod_uid, 'idle', null, null, null, null, null, idle_since, null, null, null, 0
      from path_now where since <= ${at} and idle_since <= ${long} ${narrowed}
      union all
      select ${ends}, null, ${path}, started_at, case when ended_at <= ${at} then ended_at end,
             case when ended_at <= ${at} then ended_by end, case when ended_at <= ${at} then reason end, traffic_seconds
      from path_span where ${coverSql(at, from)} ${narrowed}
      union all
      select ${ends}, null, 'unknown', null, null, null, null, 'source_failed', ended_at, null, null, hole.why, 0
      from hole where ended_at <= ${long}
    ), fresh as (
      select observer, peer, started_at from kept where ${isQuiet(Prisma.sql`kind`)} and started_at > ${long}
    ), paused as (
      select kept.observer, kept.peer, kept.started_at, kept.ended_at
      from kept join fresh on fresh.observer = kept.observer and fresh.peer = kept.peer
        and fresh.started_at = kept.ended_at
      where kept.ended_by = 'changed' and not ${isQuiet(Prisma.sql`kept.kind`)}
      union all
      select observer, peer, started_at, ended_at from hole where ended_at > ${long}
    )
    select kept.observer, kept.peer, kept.target_id, kept.peer_name, ${podOf(at)} as pod_uid, kept.kind, kept.family,
           kept.endpoint, kept.via, kept.region, kept.why, kept.started_at,
           case when going.observer is null then kept.ended_at end as ended_at,
           case when going.observer is null then kept.ended_by end as ended_by,
           case when going.observer is null then kept.reason end as reason, kept.traffic_seconds
    from kept
    left join paused going on going.observer = kept.observer and going.peer = kept.peer
      and going.started_at = kept.started_at and not ${isQuiet(Prisma.sql`kept.kind`)}
    where not (${isQuiet(Prisma.sql`kept.kind`)} and exists (
      select from paused where paused.observer = kept.observer and paused.peer = kept.peer
        and paused.ended_at = kept.started_at)))`
}

/**
 * By the index of ranges where few spans are asked for: what covers the last five minutes before a moment. The partitions
 * before are left out by the end alone.
 */
const coverSql = (at: Date, from: Date) =>
  Prisma.sql`started_at <= ${at} and ended_at > ${from} and tstzrange(started_at, ended_at) && tstzrange(${from}, ${at}, '[]')`

/** A span that has ended names no pod: it was the one that had the device then. */
const podOf = (at: Date) => Prisma.sql`coalesce(kept.pod_uid, (
  select uid from target_pod where target_pod.device_id = kept.observer and target_pod.first_seen <= ${at}
  order by target_pod.first_seen desc, uid limit 1), '')`

/** Links, with the columns of path_now that tell where packets go. In the past a pause under 5 minutes is none. */
export function pathsAt(at: Date | undefined, narrowed: Narrowed = {}): Prisma.Sql {
  if (!at)
    return narrowed.where
      ? Prisma.sql`(select * from path_now where ${narrowed.where})`
      : Prisma.sql`path_now`
  const from = new Date(at.getTime() - 5 * 60_000)
  return Prisma.sql`(
    select observer, peer, target_id, pod_uid, peer_name, kind, family, endpoint, via, region, why, started_at as since,
           null::timestamptz as idle_since, reason
    from ${spansAt(at, { ...narrowed, from })} held where ended_at is null)`
}

/** Diagnoses: the document of each target that was the newest then. */
export function diagnosesAt(at: Date | undefined): Prisma.Sql {
  if (!at) return Prisma.sql`diagnosis`
  const columns = Prisma.sql`target_id, rule_version, computed_at, body`
  return Prisma.sql`(
    select ${columns} from diagnosis where computed_at <= ${at}
    union all
    select ${columns} from diagnosis_past where replaced_at > ${at} and computed_at <= ${at})`
}

/**
 * Findings, with the columns of finding: one that closed later is open, and as sure as it was then. Of the two rows that a
 * new version of a rule makes, the one that stood then.
 */
function findingsOf(at: Date, where: Prisma.Sql): Prisma.Sql {
  const key = Prisma.raw(
    'finding.subject_kind, finding.subject_id, finding.target_id, finding.peer, finding.code, finding.opened_at',
  )
  return Prisma.sql`(
    select distinct on (${key}) finding.id, finding.subject_kind, finding.subject_id, finding.target_id, finding.peer,
           finding.code, finding.rule_version, coalesce(was.certainty, finding.certainty) as certainty,
           coalesce(was.body, finding.body) as body, finding.opened_at, finding.opened_by,
           case when finding.closed_at <= ${at} then finding.closed_at end as closed_at,
           case when finding.closed_at <= ${at} then finding.closed_by end as closed_by
    from finding left join lateral (
      select certainty, body from finding_past where finding_id = finding.id and replaced_at > ${at}
      order by replaced_at limit 1
    ) was on true
    where finding.opened_at <= ${at} and ${where}
    order by ${key}, finding.id)`
}

/** Findings that hold, of those that `where` narrows to; as cheap as now, however many have closed since long. */
export function openFindingsAt(at: Date | undefined, where: Prisma.Sql = Prisma.sql`true`): Prisma.Sql {
  if (!at) return Prisma.sql`(select * from finding where closed_at is null and ${where})`
  return findingsOf(at, Prisma.sql`(finding.closed_at is null or finding.closed_at > ${at}) and ${where}`)
}

/** Findings that hold or held, of those that `where` narrows to: a target, a code. */
export function findingsAt(at: Date | undefined, where: Prisma.Sql): Prisma.Sql {
  return at ? findingsOf(at, where) : Prisma.sql`(select * from finding where ${where})`
}

/** Whether something that is kept from `first_seen` until `gone_at` was there. */
export function livingAt(
  at: Date | undefined,
  table: 'target' | 'pod' | 'device' | 'target_pod',
): Prisma.Sql {
  const name = Prisma.raw(table)
  if (!at) return Prisma.sql`${name}.gone_at is null`
  return Prisma.sql`(${name}.first_seen <= ${at} and (${name}.gone_at is null or ${name}.gone_at > ${at}))`
}

/** When something was gone, as far as it was known at a moment. */
export function goneSql(at: Date | undefined, table: 'target' | 'pod' | 'device'): Prisma.Sql {
  const goneAt = Prisma.raw(`${table}.gone_at`)
  return at ? Prisma.sql`case when ${goneAt} <= ${at} then ${goneAt} end` : goneAt
}

/** When something was last seen: no later than it was gone, nor than the moment. */
export function seenSql(at: Date | undefined, table: 'target'): Prisma.Sql {
  const name = Prisma.raw(table)
  return at ? Prisma.sql`least(${at}::timestamptz, ${name}.gone_at)` : Prisma.sql`${name}.last_seen`
}

/** Leaves out targets that were first seen after the moment. */
export const thenKnown = (at: Date | undefined) =>
  at ? Prisma.sql`and target.first_seen <= ${at}` : Prisma.empty

/** Leaves out pods that were first seen after the moment. */
export const thenThere = (at: Date | undefined) =>
  at ? Prisma.sql`and target_pod.first_seen <= ${at}` : Prisma.empty

/** Facts that were true: of fact_span, by the name `fact`. */
export const validAt = (at: Date | undefined) =>
  at
    ? Prisma.sql`fact.valid_from <= ${at} and (fact.valid_to is null or fact.valid_to > ${at})`
    : Prisma.sql`fact.valid_to is null`

/** Logs are swept every quarter of an hour, and tell then of latencies measured before (lib/poll/settings.ts). */
const toldLateMs = 15 * 60_000

/** Until when all latencies had been told at a moment; of now, until `to`. */
export const measuredBy = (at: Date | undefined, to: Date): Date =>
  at ? new Date(to.getTime() - toldLateMs) : to
