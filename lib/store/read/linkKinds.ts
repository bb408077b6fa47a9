import { z } from 'zod'
import type { DeviceId } from '#lib/tailnet/ids.ts'
import { pathKinds } from '#lib/tailnet/path.ts'
import type { LinkKinds } from '#lib/tailnet/reach.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows, count } from './askRows.ts'
import { pathsAt } from './held.ts'
import { noLinks } from './targetLinks.ts'

const row = z.object({ side: z.enum(['towards', 'from']), kind: z.enum(pathKinds), links: count })

/** How many links go to and come from a device, by path, now or at a moment. */
export async function linkKinds(db: Database, device: DeviceId, at?: Date): Promise<LinkKinds> {
  const kind = Prisma.sql`case when idle_since is null then kind else 'idle' end as kind`
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select 'towards' as side, ${kind}, count(*)::float8 as links from ${pathsAt(at, { where: Prisma.sql`peer = ${device}` })} path_now group by 2
      union all
      select 'from', ${kind}, count(*)::float8 from ${pathsAt(at, { where: Prisma.sql`observer = ${device}` })} path_now group by 2`,
  )
  const kinds: LinkKinds = { towards: noLinks(), from: noLinks() }
  for (const { side, kind, links } of rows) kinds[side][kind] = links
  return kinds
}
