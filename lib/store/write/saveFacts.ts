import { z } from 'zod'
import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { askRows } from '../read/askRows.ts'
import { toJson } from '../toJson.ts'

/** What is true of a subject, normalised so that only what matters makes a difference. */
export interface Fact {
  subjectKind: 'tailnet' | 'cluster' | 'target' | 'pod' | 'device'
  subjectId: string
  facet: string
  /** Null: there is no such thing any more. */
  value: unknown
}

/** A fact that is another than before; `before` is null where there was none. */
export interface FactChange extends Fact {
  before: unknown
}

const row = z.object({
  subjectKind: z.enum(['tailnet', 'cluster', 'target', 'pod', 'device']),
  subjectId: z.string(),
  facet: z.string(),
  value: z.unknown(),
  before: z.unknown(),
})

/**
 * Ends the span of each fact that changed and begins the next; returns the changes. The last of several values of one
 * facet counts. The caller holds a lock on the subjects: two at once would begin two spans.
 */
export async function saveFacts(
  tx: Transaction,
  facts: readonly (Fact & { at: Date })[],
): Promise<FactChange[]> {
  if (facts.length === 0) return []
  const last = new Map(facts.map(fact => [`${fact.subjectKind}\n${fact.subjectId}\n${fact.facet}`, fact]))
  return await askRows(
    tx,
    row,
    Prisma.sql`
      with given as (
        select * from jsonb_to_recordset(${toJson([...last.values()])}::jsonb) as given(
          "subjectKind" text, "subjectId" text, facet text, value jsonb, at timestamptz)
      ), changed as (
        select given.*, span.id, span.value as before
        from given left join fact_span span
          on span.subject_kind = "subjectKind" and span.subject_id = "subjectId" and span.facet = given.facet
          and span.valid_to is null
        where nullif(given.value, 'null') is distinct from span.value
      ), ended as (
        update fact_span set valid_to = greatest(valid_from, at) from changed where fact_span.id = changed.id
      ), begun as (
        insert into fact_span (subject_kind, subject_id, facet, value, valid_from)
        select "subjectKind", "subjectId", facet, value, at from changed where nullif(value, 'null') is not null
      )
      select "subjectKind", "subjectId", facet, nullif(value, 'null') as value, before from changed`,
  )
}
