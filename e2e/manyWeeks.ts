import { Client } from 'pg'
import { closeDatabase, openDatabase } from '#lib/store/database.ts'
import { readyPartitions } from '#lib/store/readyPartitions.ts'
import type { TimeWindow } from '#lib/tailnet/history.ts'

const dayMs = 86_400_000

export interface Crowd {
  targets: number
  peers: number
  /** Closed spans of each link in the week. */
  spans: number
  /** Of five minutes, one in so many has counters: 1 is what a busy tailnet leaves behind. */
  sparse: number
}

/**
 * Fills an empty database with what a large tailnet leaves behind of one week, and half as much of the week before: links
 * with spans, counters by path and by link, rounds, holes, causes, events. Written at once rather than by rounds: for
 * measuring what a review costs, not for what is true.
 */
export async function manyWeeks(url: string, { from, to }: TimeWindow, crowd: Crowd): Promise<void> {
  const db = openDatabase(url)
  for (let at = from.getTime() - 7 * dayMs; at <= to.getTime() + dayMs; at += dayMs)
    await readyPartitions(db, [new Date(at)])
  await closeDatabase(db)
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`create temporary table week as
      select '${from.toISOString()}'::timestamptz as first, '${to.toISOString()}'::timestamptz as last`)
    for (const statement of statements(crowd)) await client.query(statement)
  } finally {
    await client.end()
  }
}

const kindOf = (n: string) => `(array['direct', 'direct', 'derp', 'peer_relay'])[1 + (${n}) % 4]`

const statements = ({ targets, peers, spans, sparse }: Crowd): string[] => [
  `insert into tailnet (id, mode, name, derp_map) values (1, 'real', 'bench.ts.net',
     '[{"id": 1, "code": "nyc", "name": "New York City"}, {"id": 4, "code": "fra", "name": "Frankfurt"}]')`,
  `insert into cluster (id, name, first_seen, last_seen)
     select 'c' || n, 'cluster-eu-west-' || n, first - interval '30 days', last from week, generate_series(0, 19) n`,
  `insert into target (id, cluster_id, namespace, kind, workload, name, first_seen, last_seen)
     select 'c' || n % 20 || '/team-' || n % 40 || '/Deployment/service-' || n, 'c' || n % 20, 'team-' || n % 40, 'Deployment',
            'service-' || n, 'service-' || n, first - interval '30 days', last from week, generate_series(0, ${targets - 1}) n`,
  `create temporary table numbered as select id, cluster_id, (regexp_match(name, '\\d+$'))[1]::int as n from target`,
  `insert into target_pod (uid, target_id, name, node, device_id, container, facts, first_seen)
     select 'pod-' || n, id, 'service-' || n || '-x', 'node-' || n % 300, 'pod-device-' || n, 'tailscale',
            jsonb_build_object('labels', jsonb_build_object('team', 'team-' || n % 40)), first - interval '30 days'
     from week, numbered`,
  `create temporary table link as
     select id, n, j, 'pod-device-' || n as observer, 'device-' || (n * 13 + j * 17) % 4000 || '-' || j as peer
     from numbered, generate_series(0, ${peers - 1}) j`,
  `insert into path_span (observer, peer, target_id, peer_name, kind, family, endpoint, region, started_at, ended_at, ended_by, traffic_seconds)
     select observer, peer, id, peer || '.bench.ts.net', ${kindOf('n + j + s + 400')},
            case when (n + j + s + 400) % 4 < 2 then 'ipv4' end, case when (n + j + s + 400) % 4 < 2 then '203.0.113.7:41641' end,
            case when (n + j + s + 400) % 4 = 2 then 4 end, first + s * step, first + (s + 1) * step, 'changed', 600
     from week, link, generate_series(${-Math.ceil(spans / 2)}, ${spans - 1}) s,
          lateral (select (last - first) / ${spans + 1} as step) every`,
  `insert into path_now (observer, peer, target_id, pod_uid, peer_name, kind, region, since, active_since)
     select observer, peer, id, 'pod-' || n, peer || '.bench.ts.net', ${kindOf(`n + j + ${spans}`)},
            case when (n + j + ${spans}) % 4 = 2 then 4 end, last - (last - first) / ${spans + 1}, last - interval '1 hour'
     from week, link`,
  `create temporary table five as
     select at from week, generate_series(first, last - interval '5 minutes', interval '5 minutes' * ${sparse}) at`,
  `insert into path_time_5m (target_id, bucket, kind, seconds)
     select id, at, kind, 300 from numbered, five, unnest(array['direct', 'derp']) kind`,
  `insert into traffic_5m (target_id, bucket, path, direction, bytes, packets)
     select id, at, path, 'out', (n * 7919) % 40000000, 100 from numbered, five, unnest(array['direct_ipv4', 'derp']) path`,
  `insert into traffic_1h (target_id, bucket, path, direction, bytes, packets)
     select target_id, date_trunc('hour', bucket), path, direction, sum(bytes), sum(packets) from traffic_5m group by 1, 2, 3, 4`,
  // A link speaks for some hours of a week.
  `insert into link_traffic_5m (observer, peer, target_id, bucket, kind, rx, tx)
     select observer, peer, id, first + b * interval '5 minutes', case when j % 3 = 0 then 'derp' else 'direct' end, 1000 * j, n
     from week, link, generate_series(0, ${Math.floor(96 / sparse)}) b`,
  `insert into region_latency (device_id, region, at, ms, source)
     select 'pod-device-' || n, region, first + h * interval '4 hours', 10 + n % 90, 'net_info'
     from week, numbered, unnest(array[1, 4]) region, generate_series(0, 41) h`,
  `insert into round (target_id, pod_uid, slot, source, started_at, took_ms, ok)
     select id, 'pod-' || n, at, 'status', at, 90, true from numbered, five
     where n % 10 = 0 or at < (select first + interval '3 days' from week) or at > (select first + interval '5 days' from week)`,
  `insert into gap (subject, started_at, ended_at, code, reason)
     select 'collector', first + interval '3 days', first + interval '5 days', 'stopped', 'the collector was stopped' from week
     union all select 'collector', first + d * interval '5 hours', first + d * interval '5 hours' + interval '40 seconds', 'stopped', 'the collector was stopped'
     from week, generate_series(1, 30) d
     union all select id, first + interval '1 day', first + interval '25 hours', 'timeout', 'no answer within 10 s' from week, numbered`,
  `insert into finding (subject_kind, subject_id, target_id, code, rule_version, certainty, body, opened_at, closed_at, closed_by)
     select 'target', id, id, code, 1, 'likely', '{}', first + (n % 9 - 4) * interval '1 day',
            case when n % 3 = 0 then first + (n % 9 + 1) * interval '1 day' end, case when n % 3 = 0 then 'fact' end
     from week, numbered, unnest(array['both-hard', 'cni-calico-random', 'fw-public-node-closed']) code`,
  `insert into event (at, kind, cluster_id, target_id, title)
     select first + (n * 37 % 10080) * interval '1 minute', 'object_changed', cluster_id, case when n % 5 > 0 then id end, 'a rollout'
     from week, numbered`,
  'analyze',
]
