import { z } from 'zod'
import type { Device } from '#lib/tailnet/device.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { type Database, type Transaction, transaction } from './database.ts'
import { askRows, count } from './read/askRows.ts'
import { readyPartitions } from './readyPartitions.ts'
import { toJson } from './toJson.ts'
import { comings } from './write/comings.ts'
import { deviceChanges } from './write/deviceChanges.ts'
import { deviceFacts } from './write/deviceFacts.ts'
import { endLinks } from './write/endLinks.ts'
import { measureLatency } from './write/measureLatency.ts'
import { noteEvents } from './write/noteEvents.ts'
import { saveFacts } from './write/saveFacts.ts'

const row = z.object({ id: z.string(), is_new: z.boolean(), is_measured: z.boolean() })
const gone = z.object({ id: z.string(), name: z.string() })

/**
 * Keeps the device list: who came, who went, and what changed of each. The first list brings no events, as nobody
 * knows what was there before it.
 */
export async function saveDevices(
  db: Database,
  { at, devices }: { at: Date; devices: readonly Device[] },
): Promise<void> {
  await readyPartitions(db, [at])
  await transaction(db, async tx => {
    await tx.$executeRaw(Prisma.sql`select 1 from tailnet for update`)
    const [{ known } = { known: 0 }] = await askRows(
      tx,
      z.object({ known: count }),
      Prisma.sql`select count(*)::float8 as known from device where not told`,
    )
    const seen = await upsert(tx, devices, at)
    const left = await askRows(
      tx,
      gone,
      Prisma.sql`
        update device set gone_at = ${at}
        where gone_at is null and id <> all(${devices.map(device => device.id as string)}::text[]) returning id, name`,
    )
    await endLinks(tx, { pods: [], peers: left.map(each => each.id), at })
    await measureLatency(tx, { devices: seen.filter(each => each.is_measured).map(each => each.id), at })
    const changes = await saveFacts(
      tx,
      devices.flatMap(device => deviceFacts(device).map(fact => ({ ...fact, at }))),
    )
    if (known === 0) return
    const names = new Map(devices.map(device => [device.id as string, device.name]))
    const added = seen.filter(each => each.is_new).map(({ id }) => ({ id, name: names.get(id) ?? id }))
    await noteEvents(tx, [
      ...comings(at, 'device_added', added),
      ...comings(at, 'device_gone', left),
      ...(await deviceChanges(tx, changes, names, at)),
    ])
  })
}

async function upsert(
  tx: Transaction,
  devices: readonly Device[],
  at: Date,
): Promise<z.output<typeof row>[]> {
  return await askRows(
    tx,
    row,
    Prisma.sql`
      with given as (
        select distinct on (id) given.*, facts
        from jsonb_array_elements(${toJson(devices)}::jsonb) as facts
        cross join lateral jsonb_to_record(facts) as given(
          id text, name text, hostname text, addresses text[], os text, "clientVersion" text, "user" text, tags text[],
          external boolean, ephemeral boolean, online text)
        order by id
      ), before as (
        select id, gone_at, facts #> '{connectivity,latency}' as latency from device
      ), kept as (
        insert into device (id, name, hostname, addresses, os, client_version, "user", tags, external, ephemeral, online,
                            facts, first_seen, last_seen)
        select id, name, hostname, addresses, os, "clientVersion", "user", tags, external, ephemeral, online, facts,
               ${at}, ${at}
        from given
        on conflict (id) do update set
          name = excluded.name, hostname = excluded.hostname, addresses = excluded.addresses, os = excluded.os,
          client_version = excluded.client_version, "user" = excluded."user", tags = excluded.tags,
          external = excluded.external, ephemeral = excluded.ephemeral, online = excluded.online,
          facts = excluded.facts, last_seen = excluded.last_seen, gone_at = null, told = false
      )
      select given.id, before.id is null or before.gone_at is not null as is_new,
             before.latency is distinct from facts #> '{connectivity,latency}' as is_measured
      from given left join before on before.id = given.id`,
  )
}
