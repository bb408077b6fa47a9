import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { toJson } from '../toJson.ts'
import { endGaps, type GapEnd } from './endGaps.ts'
import { holdGaps } from './holdGaps.ts'
import type { GapEdge } from './ledger.ts'

interface Hole {
  subject: string
  from: Date
  to: Date | null
  code: string
  reason: string
}

/**
 * Notes where holes of targets begin and end, in the order in which they did. A subject has one open hole at a time: its
 * first reason stands, and it ends when no other pod of the target is in it any more.
 */
export async function writeGaps(tx: Transaction, edges: readonly GapEdge[]): Promise<void> {
  if (edges.length === 0) return
  await holdGaps(tx)
  const ended: GapEnd[] = []
  const holes: Hole[] = []
  for (const [, own] of Map.groupBy(edges, edge => `${edge.subject}\n${edge.pod}`)) {
    let open: Hole | null = null
    for (const { subject, pod, at, opens, filledFrom = null } of own) {
      if (opens) {
        open = { subject, from: at, to: null, ...opens }
        holes.push(open)
      } else if (open && filledFrom && open.from >= filledFrom) holes.splice(holes.indexOf(open), 1)
      else if (open) open.to = new Date(Math.max(at.getTime(), open.from.getTime()))
      else ended.push({ subject, pod, at, filledFrom })
      if (!opens) open = null
    }
  }
  if (ended.length > 0) await endGaps(tx, ended)
  if (holes.length > 0) await addGaps(tx, holes)
}

const addGaps = (tx: Transaction, holes: readonly Hole[]) =>
  tx.$executeRaw(Prisma.sql`
    insert into gap (subject, started_at, ended_at, code, reason)
    select distinct on (subject, coalesce("to", 'infinity')) subject, "from", "to", code, reason
    from jsonb_to_recordset(${toJson(holes)}::jsonb) as given(
      subject text, "from" timestamptz, "to" timestamptz, code text, reason text)
    where not exists (select 1 from gap where gap.subject = given.subject and gap.ended_at is null)
    order by subject, coalesce("to", 'infinity'), "from"`)
