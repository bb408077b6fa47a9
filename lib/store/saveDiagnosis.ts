import { z } from 'zod'
import type { Diagnosis, Finding } from '#lib/tailnet/finding.ts'
import { type PathKind, trafficKinds } from '#lib/tailnet/path.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { type Database, type Transaction, transaction } from './database.ts'
import { askRows } from './read/askRows.ts'
import { toJson } from './toJson.ts'

const held = z.object({ rule_version: z.number(), same: z.boolean() })
const open = z.object({
  id: z.string(),
  subject_kind: z.string(),
  subject_id: z.string(),
  peer: z.string().nullable(),
  code: z.string(),
  rule_version: z.number(),
  opened_at: z.date(),
})

/**
 * Keeps what diagnosis says of a target, and brings its findings in line: new causes open, those that no longer hold
 * close. What it said before stays kept beside it, for who asks after a moment in the past. What changed with the rules and not with the facts is marked "rule": it is reclassified, neither new nor fixed, and
 * a cause that a new version of its rule finds again keeps the time since when it holds. Writes nothing where the
 * document is the same but for when its sources were read.
 */
export function saveDiagnosis(
  db: Database,
  { at, diagnosis }: { at: Date; diagnosis: Diagnosis },
): Promise<void> {
  const { target, ruleVersion } = diagnosis
  const body = toJson(diagnosis)
  return transaction(db, async tx => {
    await tx.$executeRaw(
      Prisma.sql`select pg_advisory_xact_lock(hashtextextended(${`diagnosis ${target}`}, 0))`,
    )
    const [before] = await askRows(
      tx,
      held,
      Prisma.sql`select rule_version, body - 'readAt' = ${body}::jsonb - 'readAt' as same from diagnosis where target_id = ${target}`,
    )
    if (before?.same) return
    await tx.$executeRaw(Prisma.sql`
      insert into diagnosis_past (target_id, rule_version, computed_at, replaced_at, body)
      select target_id, rule_version, computed_at, ${at}, body from diagnosis
      where target_id = ${target} and computed_at < ${at}
      on conflict do nothing`)
    await tx.$executeRaw(Prisma.sql`
      insert into diagnosis (target_id, rule_version, computed_at, body)
      values (${target}, ${ruleVersion}, ${at}, ${body}::jsonb)
      on conflict (target_id) do update set rule_version = excluded.rule_version, computed_at = excluded.computed_at,
        body = excluded.body`)
    const by = before && before.rule_version !== ruleVersion ? 'rule' : 'fact'
    await reconcile(tx, diagnosis, at, by)
  })
}

async function reconcile(
  tx: Transaction,
  diagnosis: Diagnosis,
  at: Date,
  by: 'fact' | 'rule',
): Promise<void> {
  const known = await askRows(
    tx,
    open,
    Prisma.sql`
      select id::text, subject_kind, subject_id, peer, code, rule_version, opened_at
      from finding where target_id = ${diagnosis.target} and closed_at is null`,
  )
  const before = new Map(known.map(row => [keyOf(row), row]))
  const now = new Map(diagnosis.findings.map(finding => [keyOf(rowOf(finding)), finding]))
  const silent = new Set<string>(
    diagnosis.peers.filter(peer => !carriesTraffic(peer.path)).map(peer => peer.peer),
  )
  const closed = known.flatMap(row => {
    const found = now.get(keyOf(row))
    // A link without traffic shows neither that its cause still holds nor that it is gone.
    if (!found && row.peer !== null && silent.has(row.peer) && row.rule_version === diagnosis.ruleVersion)
      return []
    if (found && found.ruleVersion === row.rule_version) return []
    return [{ id: row.id, by: found ? 'rule' : by }]
  })
  const rows = [...now].map(([key, finding]) => {
    const held = before.get(key)
    const goesOn = held?.rule_version === finding.ruleVersion
    return {
      ...rowOf(finding),
      target: diagnosis.target,
      certainty: finding.certainty,
      ruleVersion: finding.ruleVersion,
      body: finding,
      goesOn: goesOn ? held.id : null,
      openedAt: held?.opened_at ?? at,
      openedBy: held ? 'rule' : by,
    }
  })
  await tx.$executeRaw(Prisma.sql`
    update finding set closed_at = ${at}, closed_by = given.by
    from jsonb_to_recordset(${toJson(closed)}::jsonb) as given(id bigint, by text) where finding.id = given.id`)
  await tx.$executeRaw(Prisma.sql`
    insert into finding_past (finding_id, replaced_at, certainty, body)
    select finding.id, ${at}, finding.certainty, finding.body
    from finding join jsonb_to_recordset(${toJson(rows)}::jsonb) as given("goesOn" bigint, body jsonb)
      on finding.id = given."goesOn" and finding.body <> given.body
    where finding.opened_at < ${at}
    on conflict do nothing`)
  await tx.$executeRaw(Prisma.sql`
    update finding set certainty = given.certainty, body = given.body
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as given("goesOn" bigint, certainty text, body jsonb)
    where finding.id = given."goesOn" and finding.body <> given.body`)
  await tx.$executeRaw(Prisma.sql`
    insert into finding (subject_kind, subject_id, target_id, peer, code, rule_version, certainty, body, opened_at, opened_by)
    select subject_kind, subject_id, target, peer, code, "ruleVersion", certainty, body, "openedAt", "openedBy"
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as given(
      subject_kind text, subject_id text, target text, peer text, code text, "ruleVersion" int, certainty text, body jsonb,
      "openedAt" timestamptz, "openedBy" text, "goesOn" bigint)
    where "goesOn" is null`)
}

const carriesTraffic = (path: PathKind) => (trafficKinds as readonly PathKind[]).includes(path)

const keyOf = (row: { subject_kind: string; subject_id: string; peer: string | null; code: string }) =>
  [row.subject_kind, row.subject_id, row.peer, row.code].join('\n')

/** Of a link the observer is the subject, and the peer stands beside it. */
function rowOf({ subject, code }: Finding) {
  switch (subject.kind) {
    case 'target':
      return { subject_kind: 'target', subject_id: subject.target, peer: null, code }
    case 'device':
      return { subject_kind: 'device', subject_id: subject.device, peer: null, code }
    case 'link':
      return { subject_kind: 'link', subject_id: subject.observer, peer: subject.peer, code }
  }
}
