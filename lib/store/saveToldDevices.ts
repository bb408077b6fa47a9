import type { Device } from '#lib/tailnet/device.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from './database.ts'
import { toJson } from './toJson.ts'

/**
 * Keeps devices that only the status of pods names: one that is new is marked as told, one that a list has named keeps what the
 * list said of it. None is gone for not being named, as `--active` leaves out whoever is silent. May be done again.
 */
export async function saveToldDevices(
  db: Database,
  { at, devices }: { at: Date; devices: readonly Device[] },
): Promise<void> {
  if (devices.length === 0) return
  await db.$executeRaw(Prisma.sql`
    insert into device (id, name, hostname, addresses, os, client_version, "user", tags, external, ephemeral, online,
                        facts, first_seen, last_seen, told)
    select distinct on (id) id, name, hostname, addresses, os, "clientVersion", "user", tags, external, ephemeral, online,
           facts, ${at}, ${at}, true
    from jsonb_array_elements(${toJson(devices)}::jsonb) as facts
    cross join lateral jsonb_to_record(facts) as given(
      id text, name text, hostname text, addresses text[], os text, "clientVersion" text, "user" text, tags text[],
      external boolean, ephemeral boolean, online text)
    order by id
    on conflict (id) do update set
      name = excluded.name, hostname = excluded.hostname, addresses = excluded.addresses, online = excluded.online,
      os = coalesce(nullif(excluded.os, ''), device.os),
      client_version = coalesce(nullif(excluded.client_version, ''), device.client_version),
      facts = device.facts || jsonb_build_object(
        'name', excluded.name, 'hostname', excluded.hostname, 'addresses', to_jsonb(excluded.addresses),
        'online', excluded.online, 'os', coalesce(nullif(excluded.os, ''), device.os),
        'clientVersion', coalesce(nullif(excluded.client_version, ''), device.client_version)),
      last_seen = excluded.last_seen, gone_at = null
    where device.last_seen <= excluded.last_seen`)
}
