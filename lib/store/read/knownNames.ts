import { z } from 'zod'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'

const device = z.object({ name: z.string(), hostname: z.string(), addresses: z.array(z.string()) })
const peer = z.object({ name: z.string() })
const tailnet = z.object({ name: z.string(), called: z.string().nullable() })

export interface NamesKept {
  tailnet: string[]
  /** All names and addresses of each device, those that are gone included. */
  devices: string[][]
}

/** "tail1234.ts.net" of "web.tail1234.ts.net". */
const suffixOf = (name: string) => name.replace(/\.$/, '').split('.').slice(1).join('.')
const firstOf = (name: string) => name.split('.')[0] ?? ''

/** Every name that is known of the tailnet and of its devices, also of peers since `from` that no device list has. */
export async function knownNames(db: Database, from: Date): Promise<NamesKept> {
  const [tailnets, devices, peers] = await Promise.all([
    askRows(db, tailnet, Prisma.sql`select name, called from tailnet`),
    askRows(db, device, Prisma.sql`select name, hostname, addresses from device order by id`),
    askRows(
      db,
      peer,
      Prisma.sql`
        select distinct peer_name as name from path_now
        union select distinct peer_name from path_span where ended_at >= ${from}`,
    ),
  ])
  const full = [...devices.map(({ name }) => name), ...peers.map(({ name }) => name)]
  const suffixes = [...new Set(full.map(suffixOf))].filter(Boolean)
  // "tail1234" alone gives the tailnet away as well; of a company's own domain the first label does, too.
  const labels = suffixes.map(firstOf)
  return {
    tailnet: [
      ...tailnets.flatMap(({ name, called }) => [name, ...(called?.split(', ') ?? [])]),
      ...suffixes,
      ...labels,
    ].filter(name => name !== '-'),
    devices: [
      ...devices.map(({ name, hostname, addresses }) => [name, firstOf(name), hostname, ...addresses]),
      ...peers.map(({ name }) => [name, firstOf(name)]),
    ],
  }
}
