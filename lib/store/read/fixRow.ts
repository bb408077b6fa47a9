import { z } from 'zod'
import type { PatchLine } from '#lib/tailnet/finding.ts'
import type { Fix, Proof, Sample } from '#lib/tailnet/fix.ts'
import { clusterId, type TargetId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** Columns of `fix`, with the states it went through. */
export const fixSql = Prisma.sql`
  fix.id::text as fix_id, fix.cluster_id as fix_cluster, fix.namespace as fix_namespace, fix.target_id as fix_target,
  fix.node as fix_node, fix.what, fix.diff, fix.remedy, fix.causes, fix.aim, fix.applied_at, fix.noticed, fix.by,
  fix.note, fix.state, fix.proven_at, fix.checked_at, fix.proof,
  (select jsonb_agg(jsonb_build_object('at', at, 'state', fix_state.state) order by at)
   from fix_state where fix_id = fix.id) as history`

const state = z.enum(['not_proven', 'proven', 'no_effect', 'came_back'])

export const fixColumns = {
  fix_id: z.string(),
  fix_cluster: z.string(),
  fix_namespace: z.string().nullable(),
  fix_target: z.string().nullable(),
  fix_node: z.string().nullable(),
  what: z.string(),
  diff: z.custom<PatchLine[]>(value => Array.isArray(value)),
  remedy: z.string().nullable(),
  causes: z.array(z.string()),
  aim: z.enum(['direct', 'off_derp']),
  applied_at: z.date(),
  noticed: z.enum(['by itself', 'by hand']),
  by: z.string().nullable(),
  note: z.string().nullable(),
  state,
  proven_at: z.date().nullable(),
  checked_at: z.date().nullable(),
  // Written by saveProof from a Proof, whose dates became texts.
  proof: z.custom<Kept>(value => typeof value === 'object').nullable(),
  history: z
    .array(z.object({ at: z.coerce.date(), state }))
    .nullable()
    .transform(list => list ?? []),
}

const shape = z.object(fixColumns)

type KeptSample = Omit<Sample, 'from' | 'to'> & { from: string; to: string }
interface Kept extends Omit<Proof, 'provenAt' | 'before' | 'after' | 'recent' | 'control'> {
  provenAt: string | null
  before: KeptSample
  after: KeptSample
  recent: KeptSample | null
  control:
    | (Omit<NonNullable<Proof['control']>, 'before' | 'after'> & Record<'before' | 'after', KeptSample>)
    | null
}

const dated = (sample: KeptSample): Sample => ({
  ...sample,
  from: new Date(sample.from),
  to: new Date(sample.to),
})

const proofOfRow = (kept: Kept): Proof => ({
  ...kept,
  provenAt: kept.provenAt === null ? null : new Date(kept.provenAt),
  before: dated(kept.before),
  after: dated(kept.after),
  recent: kept.recent && dated(kept.recent),
  control: kept.control && {
    ...kept.control,
    before: dated(kept.control.before),
    after: dated(kept.control.after),
  },
})

export function fixOfRow(row: z.output<typeof shape>): Fix {
  return {
    id: row.fix_id,
    scope: {
      cluster: clusterId(row.fix_cluster),
      namespace: row.fix_namespace,
      // Only TargetIds are ever written to fix.target_id.
      target: row.fix_target as TargetId | null,
      node: row.fix_node,
    },
    what: row.what,
    diff: row.diff,
    remedy: row.remedy,
    causes: row.causes,
    aim: row.aim,
    appliedAt: row.applied_at,
    noticed: row.noticed,
    by: row.by,
    note: row.note,
    state: row.state,
    provenAt: row.proven_at,
    checkedAt: row.checked_at,
    proof: row.proof && proofOfRow(row.proof),
    history: row.history,
  }
}
