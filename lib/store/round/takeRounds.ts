import { z } from 'zod'
import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { askRows } from '../read/askRows.ts'
import type { RoundWrite } from '../roundWrite.ts'
import { toJson } from '../toJson.ts'

const row = z.object({ pod_uid: z.string(), source: z.string(), slot: z.date() })

/** Notes the rounds and returns those that nobody noted before. Two of one slot in the same batch are one. */
export async function takeRounds(tx: Transaction, writes: readonly RoundWrite[]): Promise<Set<RoundWrite>> {
  const given = writes.map(write => {
    const failure = write.outcome.ok ? null : write.outcome.failure
    return {
      target: write.target,
      pod: write.podUid,
      slot: write.slot,
      source: write.source,
      started: write.startedAt,
      took: Math.max(0, Math.round(write.tookMs)),
      ok: write.outcome.ok,
      code: failure?.code ?? null,
      detail: failure?.detail ?? null,
    }
  })
  const taken = await askRows(
    tx,
    row,
    Prisma.sql`
      insert into round (target_id, pod_uid, slot, source, started_at, took_ms, ok, code, detail)
      select target, pod, slot, source, started, took, ok, code, detail
      from jsonb_to_recordset(${toJson(given)}::jsonb) as given(
        target text, pod text, slot timestamptz, source text, started timestamptz, took int, ok boolean, code text,
        detail text)
      order by pod, source, slot
      on conflict do nothing returning pod_uid, source, slot`,
  )
  const fresh = new Set(taken.map(({ pod_uid, source, slot }) => keyOf(pod_uid, source, slot)))
  return new Set(writes.filter(write => fresh.delete(keyOf(write.podUid, write.source, write.slot))))
}

const keyOf = (pod: string, source: string, slot: Date) => `${pod}\n${source}\n${slot.getTime()}`
