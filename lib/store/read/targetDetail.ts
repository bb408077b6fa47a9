import { z } from 'zod'
import type { Diagnosis } from '#lib/tailnet/finding.ts'
import type { TargetId } from '#lib/tailnet/ids.ts'
import type { TargetDetail } from '#lib/tailnet/standing.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'
import { detectedShape } from './detectedRow.ts'
import { diagnosesAt, findingsAt, goneSql, livingAt } from './held.ts'
import { linkStandings } from './linkStandings.ts'
import { placeColumns, placeOfRow, placeSql } from './placeRow.ts'
import { podStandings } from './podStandings.ts'

/** A target as its page's address names it; the cluster by its name or its id. */
export interface TargetAddress {
  cluster: string
  namespace: string
  name: string
}

const row = z.object({
  ...placeColumns,
  unjudged: z.string().nullable(),
  gone_at: z.date().nullable(),
  first_seen: z.date(),
  detected: detectedShape,
  // Written by saveDiagnosis from a Diagnosis; this version of the code reads what it wrote.
  body: z.custom<Diagnosis>(value => typeof value === 'object').nullable(),
  computed_at: z.date().nullable(),
})

/** All that is held of one target; null where there never was one. A living one goes before one that is gone. */
export async function targetDetail(
  db: Database,
  address: TargetAddress,
  at?: Date,
): Promise<TargetDetail | null> {
  const [found] = await askRows(
    db,
    row,
    Prisma.sql`
      select ${placeSql}, target.unjudged, ${goneSql(at, 'target')} as gone_at, target.first_seen, cluster.detected,
             diagnosis.body, diagnosis.computed_at
      from target join cluster on cluster.id = target.cluster_id
      left join ${diagnosesAt(at)} diagnosis on diagnosis.target_id = target.id
      where (cluster.name = ${address.cluster} or cluster.id = ${address.cluster})
        and target.namespace = ${address.namespace} and target.name = ${address.name}
      order by target.gone_at is null desc, target.last_seen desc limit 1`,
  )
  if (!found) return null
  const place = placeOfRow(found)
  const [pods, links, findings, node] = await Promise.all([
    podStandings(db, place.id, at),
    linkStandings(db, place.id, at),
    findingsOf(db, place.id, at),
    nodeOf(db, place.id, at),
  ])
  return {
    place,
    unjudged: found.unjudged,
    goneAt: found.gone_at,
    firstSeen: found.first_seen,
    detected: found.detected,
    pods,
    links,
    diagnosis: found.body && found.computed_at ? { body: found.body, computedAt: found.computed_at } : null,
    findings,
    node,
  }
}

/** The newest of them: a flapping target has opened and closed its causes many times. */
const mostFindings = 100

const findingRow = z.object({
  code: z.string(),
  opened_at: z.date(),
  closed_at: z.date().nullable(),
  closed_by: z.string().nullable(),
})

async function findingsOf(
  db: Database,
  target: TargetId,
  at: Date | undefined,
): Promise<TargetDetail['findings']> {
  const rows = await askRows(
    db,
    findingRow,
    Prisma.sql`
      select code, opened_at, closed_at, closed_by
      from ${findingsAt(at, Prisma.sql`finding.target_id = ${target}`)} finding
      order by opened_at desc, id desc limit ${mostFindings}`,
  )
  return rows.map(found => ({
    code: found.code,
    openedAt: found.opened_at,
    closedAt: found.closed_at,
    closedBy: found.closed_by,
  }))
}

const nodeRow = z.object({
  name: z.string(),
  externalIps: z.array(z.string()),
  internalIps: z.array(z.string()),
  labels: z.record(z.string(), z.string()),
})

/** The node of the target's newest pod, as the cluster last showed it. */
async function nodeOf(db: Database, target: TargetId, at: Date | undefined): Promise<TargetDetail['node']> {
  const [found] = await askRows(
    db,
    z.object({ node: nodeRow }),
    Prisma.sql`
      select held.node from target_pod pod join target on target.id = pod.target_id
      join cluster on cluster.id = target.cluster_id
      cross join lateral jsonb_array_elements(cluster.facts->'nodes') as held(node)
      where pod.target_id = ${target} and held.node->>'name' = pod.node
        ${at ? Prisma.sql`and pod.first_seen <= ${at}` : Prisma.empty}
      order by ${livingAt(at, 'pod')} desc, pod.first_seen desc, pod.uid limit 1`,
  )
  if (!found) return null
  const { name, externalIps, internalIps, labels } = found.node
  return { name, externalIps, internalIps, zone: labels['topology.kubernetes.io/zone'] ?? null }
}
