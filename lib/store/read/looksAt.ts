import { Prisma } from '#prisma/generated/client.ts'
import { measuredBy } from './held.ts'

/** The value of a pod's fact as it stood at a moment. */
const fact = (at: Date, facet: string) => Prisma.sql`(
  select value from fact_span where subject_kind = 'pod' and subject_id = state.pod_uid and facet = ${facet}
    and valid_from <= ${at} and (valid_to is null or valid_to > ${at})
  order by valid_from desc limit 1)`

const lastGood = (at: Date, source: 'status' | 'metrics') => Prisma.sql`(
  select started_at from round where round.pod_uid = state.pod_uid and source = ${source} and ok and slot <= ${at}
  order by slot desc limit 1)`

/**
 * What was last read of each pod, with the columns of observer_state that pages ask for: now, or out of rounds, facts and
 * latencies as they stood at a moment. `where` narrows by pod_uid or target_id of `state`.
 */
export function looksAt(at: Date | undefined, where: Prisma.Sql = Prisma.sql`true`): Prisma.Sql {
  if (!at) return Prisma.sql`(select * from observer_state state where ${where})`
  return Prisma.sql`(
    select state.pod_uid, state.target_id, ${lastGood(at, 'status')} as status_at,
           ${lastGood(at, 'metrics')} as metrics_at, (${fact(at, 'home_region')} #>> '{}')::int as home_region,
           ${fact(at, 'version')} #>> '{}' as version, ${failedSql(at)} as failed_rounds, ${failureSql(at)} as failure,
           ${netInfoSql(at)} as net_info
    from observer_state state
    where ${where} and exists (
      select 1 from target_pod where target_pod.uid = state.pod_uid and target_pod.first_seen <= ${at}))`
}

const failedSince = (at: Date) => Prisma.sql`
  from round where round.pod_uid = state.pod_uid and source = 'status' and not ok and slot <= ${at}
    and slot > coalesce((select slot from round good where good.pod_uid = state.pod_uid and good.source = 'status' and good.ok
                           and good.slot <= ${at} order by slot desc limit 1), '-infinity')`

const failedSql = (at: Date) => Prisma.sql`(select count(*)::int ${failedSince(at)})`
const failureSql = (at: Date) => Prisma.sql`(
  select jsonb_build_object('code', coalesce(code, 'unknown'), 'detail', coalesce(detail, ''))
  ${failedSince(at)} order by slot desc limit 1)`

/** When it was measured is not kept with its history. */
const netInfoSql = (at: Date) => Prisma.sql`(
  select jsonb_build_object(
    'source', coalesce(state.net_info->'source', '"log"'), 'at', null, 'mappingVaries', told.varies,
    'udp', coalesce(${fact(at, 'udp')}, '"unknown"'), 'ipv6', coalesce(${fact(at, 'ipv6')}, '"unknown"'),
    'upnp', coalesce(told.ports->'upnp', '"unknown"'), 'pmp', coalesce(told.ports->'pmp', '"unknown"'),
    'pcp', coalesce(told.ports->'pcp', '"unknown"'), 'homeRegion', ${fact(at, 'home_region')},
    'globalV4', jsonb_path_query_array(told.addresses, '$[*] ? (!(@ like_regex ":"))'),
    'globalV6', jsonb_path_query_array(told.addresses, '$[*] ? (@ like_regex ":")'),
    'latencyMs', coalesce((
      select jsonb_agg(jsonb_build_object('region', region, 'ms', ms) order by region) from (
        select distinct on (region) region, ms from region_latency
        where device_id = (select device_id from target_pod where uid = state.pod_uid)
          and at > ${at}::timestamptz - interval '1 day' and at <= ${measuredBy(at, at)}
        order by region, at desc) last), '[]'))
  from (select ${fact(at, 'mapping_varies')} as varies, ${fact(at, 'port_mapping')} as ports,
               coalesce(${fact(at, 'public_addresses')}, '[]') as addresses) told
  where told.varies is not null)`
