import { z } from 'zod'
import type { CheckResult, CheckSeen } from '#lib/tailnet/check.ts'
import type { TargetId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'

const time = z.date().nullable()
const row = z.object({
  id: z.string(),
  requestedAt: z.date(),
  requestedBy: z.string(),
  cluster: z.string().nullable(),
  namespace: z.string().nullable(),
  name: z.string().nullable(),
  kind: z.enum(['ping', 'netcheck']),
  peer: z.string().nullable(),
  peerName: z.string().nullable(),
  state: z.enum(['asked', 'running', 'done', 'failed']),
  startedAt: time,
  finishedAt: time,
  // Written by endCheck.
  result: z.custom<CheckResult>(value => typeof value === 'object').nullable(),
  code: z.string().nullable(),
  detail: z.string().nullable(),
})

/** Checks that were asked for, of one target or of all, newest first. */
export async function checks(
  db: Database,
  { target, most }: { target: TargetId | null; most: number },
): Promise<CheckSeen[]> {
  const of = target === null ? Prisma.empty : Prisma.sql`where request.target_id = ${target}`
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select request.id::text, requested_at as "requestedAt", requested_by as "requestedBy",
             cluster.name as cluster, target.namespace, target.name, request.kind, peer, peer_name as "peerName",
             state, started_at as "startedAt", finished_at as "finishedAt", result, code, detail
      from check_request request left join target on target.id = request.target_id
      left join cluster on cluster.id = target.cluster_id
      ${of} order by request.id desc limit ${most}`,
  )
  return rows.map(({ cluster, namespace, name, ...seen }) => ({
    ...seen,
    target: cluster && namespace && name ? { cluster, namespace, name } : null,
  }))
}
