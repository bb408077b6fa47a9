import { Client } from 'pg'
import { closeDatabase, openDatabase } from '#lib/store/database.ts'
import { readyPartitions } from '#lib/store/readyPartitions.ts'

const hourMs = 3_600_000

/**
 * Fills an empty database with what a large tailnet leaves behind: `targets` judged pods in 20 clusters, `links` directed
 * links towards 1,000 peers (of which 200 are pods too), a diagnosis with two causes for each pod, six hours of counters.
 * Written at once rather than by rounds: for measuring what a page costs, not for what is true.
 */
export async function manyTargets(url: string, { targets, links }: { targets: number; links: number }) {
  const db = openDatabase(url)
  const now = new Date()
  await readyPartitions(db, [new Date(now.getTime() - 8 * hourMs), now])
  await closeDatabase(db)
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const each = Math.max(1, Math.round(links / targets))
    for (const statement of statements(targets, each)) await client.query(statement)
  } finally {
    await client.end()
  }
}

const chain = (n: string) => `jsonb_build_object(
  'l1', jsonb_build_object('hardness', case ${n} % 3 when 0 then 'hard' when 1 then 'none' else 'easy' end, 'certainty', 'certain', 'name', 'SNAT of the CNI', 'why', 'The node rewrites the source port.'),
  'l2', jsonb_build_object('hardness', case ${n} % 2 when 0 then 'hard' else 'easy' end, 'certainty', 'likely', 'name', 'Cloud NAT', 'why', 'Two endpoints were seen.'),
  'side', 'hard', 'udp', 'yes', 'ipv6', 'no', 'inbound', jsonb_build_object('reachable', 'no', 'by', 'shut', 'why', 'Nothing is forwarded.'),
  'publicAddresses', jsonb_build_array('203.0.113.20'), 'seenAs', jsonb_build_array('203.0.113.20:' || 40000 + ${n}), 'localPort', 41641, 'fixedPort', null)`

const statements = (targets: number, each: number): string[] => [
  `insert into tailnet (id, mode, name, derp_map) values (1, 'real', 'bench.ts.net',
     '[{"id": 1, "code": "nyc", "name": "New York City"}, {"id": 4, "code": "fra", "name": "Frankfurt"}]')`,
  `insert into cluster (id, name, first_seen, last_seen)
     select 'c' || n, 'cluster-eu-west-' || n, now() - interval '30 days', now() from generate_series(0, 19) n`,
  `insert into target (id, cluster_id, namespace, kind, workload, name, first_seen, last_seen)
     select 'c' || n % 20 || '/team-' || n % 40 || '/Deployment/service-' || n, 'c' || n % 20, 'team-' || n % 40, 'Deployment',
            'service-' || n, 'service-' || n, now() - interval '30 days', now() from generate_series(0, ${targets - 1}) n`,
  `create temporary table numbered as
     select id, (regexp_match(name, '\\d+$'))[1]::int as n from target`,
  `insert into target_pod (uid, target_id, name, node, device_id, container, facts, first_seen)
     select 'pod-' || n, id, 'service-' || n || '-7c9f8d6b5-x' || n, 'node-' || n % 300, 'pod-device-' || n, 'tailscale', '{}',
            now() - interval '30 days' from numbered`,
  `insert into observer_state (pod_uid, target_id, device_id, status_at, metrics_at, home_region, net_info)
     select 'pod-' || n, id, 'pod-device-' || n, now(), now(), 1,
            jsonb_build_object('latencyMs', jsonb_build_array(jsonb_build_object('region', 1, 'ms', 10 + n % 90))) from numbered`,
  `insert into device (id, name, hostname, addresses, os, client_version, "user", tags, external, ephemeral, online, facts, first_seen, last_seen)
     select 'device-' || n, 'host-' || n || '.bench.ts.net', 'host-' || n, '{}', 'linux', '1.102.5', 'a@example.com',
            case when n % 4 = 0 then '{}'::text[] else array['tag:' || (array['server', 'laptop', 'ci'])[n % 3 + 1]] end,
            false, false, 'yes', '{}', now() - interval '30 days', now() from generate_series(0, 799) n`,
  `create temporary table pairs as
     select numbered.id, numbered.n, peer.name as peer, (numbered.n * 31 + j) % 10 as how, j
     from numbered cross join generate_series(0, ${each - 1}) j
     cross join lateral (select (numbered.n * 13 + j * 17) % 1000 as p) pick
     cross join lateral (select case when p < 800 then 'device-' || p else 'pod-device-' || (p - 800) end as name) peer`,
  `insert into path_now (observer, peer, target_id, pod_uid, peer_name, kind, family, endpoint, region, since)
     select 'pod-device-' || n, peer, id, 'pod-' || n, peer || '.bench.ts.net',
            case when how < 5 then 'direct' when how < 8 then 'derp' when how < 9 then 'idle' else 'offline' end,
            case when how < 5 then 'ipv4' end, case when how < 5 then '203.0.113.7:41641' end,
            case when how between 5 and 7 then 1 + how % 2 * 3 end, now() - make_interval(mins => n % 500 + j)
     from pairs on conflict do nothing`,
  `insert into diagnosis (target_id, rule_version, computed_at, body)
     select numbered.id, 1, now(), jsonb_build_object('chain', ${chain('numbered.n')}, 'remedies', '[]'::jsonb, 'peers', told.peers,
       'target', numbered.id, 'device', 'pod-device-' || n, 'ruleVersion', 1, 'findings', '[]'::jsonb, 'recipe', '[]'::jsonb)
     from numbered join (
       select n, jsonb_agg(jsonb_build_object('peer', peer, 'peerName', peer, 'path', 'derp', 'dependsOn', null,
         'expected', case when how < 5 then 'direct' else 'derp' end, 'chain', ${chain('j')},
         'causes', case when how < 5 then '[]'::jsonb else jsonb_build_array((array['both-hard', 'cni-calico-random', 'cni-aws-vpc-random'])[n % 3 + 1]) end)) as peers
       from pairs group by n) told using (n)`,
  `insert into finding (subject_kind, subject_id, target_id, code, rule_version, certainty, body, opened_at)
     select 'target', id, id, code, 1, (array['certain', 'likely', 'possible'])[n % 3 + 1], '{}', now() - interval '1 day'
     from numbered cross join unnest(array['both-hard', 'cni-calico-random']) code`,
  `insert into traffic_5m (target_id, bucket, path, direction, bytes, packets)
     select id, to_timestamp(floor(extract(epoch from now()) / 300) * 300 - b * 300), path, 'out',
            (n * 7919 + b * 104729) % 40000000, 100
     from numbered cross join generate_series(1, 72) b cross join unnest(array['direct_ipv4', 'derp']) path`,
  `insert into traffic_1h (target_id, bucket, path, direction, bytes, packets)
     select target_id, date_trunc('hour', bucket), path, direction, sum(bytes), sum(packets) from traffic_5m group by 1, 2, 3, 4`,
  `insert into traffic_1m (target_id, bucket, path, direction, bytes, packets)
     select target_id, bucket, path, direction, bytes, packets from traffic_5m`,
  'analyze',
]
