import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { toJson } from '../toJson.ts'
import type { Span } from './observer.ts'

/** Takes stretches out that did not end: their links are on the same path still. */
export async function dropSpans(tx: Transaction, spans: readonly Omit<Span, 'podUid'>[]): Promise<void> {
  if (spans.length === 0) return
  const given = spans.map(({ observer, peer, startedAt, endedAt }) => ({
    observer,
    peer,
    startedAt,
    endedAt,
  }))
  await tx.$executeRaw(Prisma.sql`
    delete from path_span using jsonb_to_recordset(${toJson(given)}::jsonb) as given(
      observer text, peer text, "startedAt" timestamptz, "endedAt" timestamptz)
    where path_span.observer = given.observer and path_span.peer = given.peer
      and started_at = given."startedAt" and ended_at = given."endedAt"`)
}
