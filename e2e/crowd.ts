import { Client } from 'pg'
import { manyTargets } from './manyTargets.ts'

/** Names that a hostile or careless owner gives, and what must stand on screen of each. */
export const hostileNames = {
  long: `${'a-very-long-name-that-never-ends-'.repeat(7)}end`,
  rightToLeft: 'ליבה-مركز-البيانات',
  emoji: '🚀👩‍👩‍👧‍👦-pods-🇩🇪',
  markup: '<img src=x onerror=document.title="taken"><b>bold</b>',
  turning: 'pod-\u202Egnp.exe',
} as const

/** A tailnet of `targets` pods under a collector that lives, some of the pods and devices with hostile names. */
export async function crowd(url: string, targets: number) {
  await manyTargets(url, { targets, links: targets * 6 })
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of alive) await client.query(statement)
    for (const [at, name] of Object.values(hostileNames).entries()) {
      // Of the names that a cluster or a tailnet hands out, each kind once.
      await client.query(`update cluster set name = $1 where id = 'c' || $2::int`, [name, at])
      await client.query(
        `update device set name = $1, hostname = $1, "user" = $1, tags = array['tag:' || $1] where id = 'device-' || $2::int`,
        [name, at * 13],
      )
      await client.query(`update path_now set peer_name = $1 where peer = 'device-' || $2::int`, [
        name,
        at * 13,
      ])
      await client.query(
        `update target set namespace = $1, name = $1, workload = $1 where name = 'service-' || $2::int`,
        [name, at],
      )
    }
  } finally {
    await client.end()
  }
}

/** A collector that runs, and its sources that answer. */
export const alive = [
  `insert into collector (id, started_at, heartbeat_at, version) values ('one', now() - interval '1 day', now() + interval '1 hour', '0.1.0')`,
  `insert into source_health (id, title, state, since, last_ok_at, last_try_at)
     values ('tailscale:devices', 'Devices of the Tailscale API', 'ok', now() - interval '1 day', now(), now())`,
]
