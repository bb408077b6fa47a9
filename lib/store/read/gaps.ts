import { z } from 'zod'
import type { GapSeen, GapSubject, TimeWindow } from '#lib/tailnet/history.ts'
import { clusterId, type TargetId } from '#lib/tailnet/ids.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { askRows } from './askRows.ts'

const row = z.object({
  subject: z.string(),
  subject_name: z.string().nullable(),
  started_at: z.date(),
  ended_at: z.date().nullable(),
  code: z.string(),
  reason: z.string(),
})

/** A list of holes is for reading: the newest of them. */
const mostGaps = 500

/**
 * Holes in what was measured that touch the window, newest first; of some subjects or of all. One that
 * ends after the window is open. */
export async function gaps(
  db: Database,
  { window: { from, to }, subjects }: { window: TimeWindow; subjects?: readonly string[] },
): Promise<GapSeen[]> {
  const some = subjects
    ? Prisma.sql`and subject = any(${[...subjects]}::text[]) and ${isOurs(subjects, to)}`
    : Prisma.empty
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      select gap.subject, gap.started_at, case when gap.ended_at <= ${to} then gap.ended_at end as ended_at, gap.code, gap.reason,
             coalesce(cluster.name, target.namespace || '/' || target.name,
                      case when subject like 'push:%' then 'Push “' || substr(subject, 6) || '”' end) as subject_name
      from gap
      left join cluster on cluster.id = split_part(subject, ':', 2) and subject like 'cluster:%'
      left join target on target.id = split_part(subject, '#', 1)
      where gap.started_at < ${to} and coalesce(gap.ended_at, 'infinity') > ${from} ${some}
      order by gap.started_at desc limit ${mostGaps}`,
  )
  return rows.map(gap => ({
    subject: subjectOf(gap.subject),
    subjectName: gap.subject_name,
    startedAt: gap.started_at,
    endedAt: gap.ended_at,
    code: gap.code,
    reason: gap.reason,
  }))
}

/**
 * A hole of the collector is one of these targets, unless all of them told of themselves meanwhile: what their senders had spooled
 * is in its place. Where some of it never came, that is a hole of their own.
 */
function isOurs(subjects: readonly string[], to: Date): Prisma.Sql {
  const targets = subjects.filter(subject => subject !== 'collector').map(subject => subject.split('#')[0])
  if (targets.length === 0) return Prisma.sql`true`
  return Prisma.sql`(subject <> 'collector' or exists (
    select 1 from unnest(${targets}::text[]) as ours(id) where not exists (
      select 1 from round where target_id = ours.id and ok and slot > gap.started_at
        and slot < coalesce(gap.ended_at, ${to}))))`
}

/** Whom the text in `gap.subject` means (prisma/schema.prisma, model Gap). */
function subjectOf(subject: string): GapSubject {
  if (subject === 'collector') return { kind: 'all' }
  const [first = '', second = ''] = subject.split(':')
  if (first === 'tailscale') return { kind: 'tailscale' }
  if (first === 'cluster') return { kind: 'cluster', cluster: clusterId(second) }
  // The store wrote a target's id here, with "#metrics" behind it for its bytes.
  return { kind: 'target', target: (subject.split('#')[0] ?? subject) as TargetId }
}
