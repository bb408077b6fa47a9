import { z } from 'zod'
import type { MatrixTarget } from '#lib/tailnet/matrix.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { endNatOf, endNatShape } from './endNatRow.ts'
import { diagnosesAt } from './held.ts'
import { placeColumns, placeOfRow, placeSql } from './placeRow.ts'

const row = z.object({
  ...placeColumns,
  nodes: z.array(z.string()).nullable(),
  unjudged: z.string().nullable(),
  nat: endNatShape,
})

/** Targets that were there at a moment, each with the nodes of its pods then and its NAT as last diagnosed: by `past`, where that is not now. */
export async function matrixTargets(db: Database, at: Date, past?: Date): Promise<MatrixTarget[]> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select ${placeSql}, pod.nodes, target.unjudged,
             ${endNatOf(Prisma.sql`(diagnosis.body->'chain')`)} as nat
      from target join cluster on cluster.id = target.cluster_id
      left join ${diagnosesAt(past)} diagnosis on diagnosis.target_id = target.id
      left join (
        select target_id, array_agg(distinct node order by node) as nodes from target_pod
        where first_seen <= ${at} and (gone_at is null or gone_at > ${at}) and node is not null group by 1
      ) pod on pod.target_id = target.id
      where target.first_seen <= ${at} and (target.gone_at is null or target.gone_at > ${at})
      order by target.id`,
  )
  return rows.map(found => ({
    place: placeOfRow(found),
    nodes: found.nodes ?? [],
    unjudged: found.unjudged,
    nat: found.nat,
  }))
}
