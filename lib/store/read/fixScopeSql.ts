import { Prisma } from '#prisma/generated/client.ts'

/** The columns of a fix that say whom it concerns: of table `fix`, or of a value of the same shape. */
export interface ScopeColumns {
  clusterId: Prisma.Sql
  namespace: Prisma.Sql
  targetId: Prisma.Sql
  node: Prisma.Sql
}

export const scopeOfFix: ScopeColumns = {
  clusterId: Prisma.sql`fix.cluster_id`,
  namespace: Prisma.sql`fix.namespace`,
  targetId: Prisma.sql`fix.target_id`,
  node: Prisma.sql`fix.node`,
}

/** Does a row of `target` stand in the scope of a fix? */
export const isInScope = ({ clusterId, namespace, targetId, node }: ScopeColumns) => Prisma.sql`(
  target.cluster_id = ${clusterId}
  and (${namespace}::text is null or target.namespace = ${namespace})
  and (${targetId}::text is null or target.id = ${targetId})
  and (${node}::text is null or exists (
    select 1 from target_pod where target_pod.target_id = target.id and target_pod.node = ${node})))`
