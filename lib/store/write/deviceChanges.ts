import { z } from 'zod'
import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'
import { askRows } from '../read/askRows.ts'
import { natChange } from './natFacts.ts'
import type { EventNote } from './noteEvents.ts'
import type { FactChange } from './saveFacts.ts'

const owner = z.object({ device_id: z.string(), target_id: z.string() })
/** A status or a log of the same pod may have told it already. */
const onceInSeconds = 900

/** Changes of clients and of their NATs, told of the target where the device is a pod's. */
export async function deviceChanges(
  tx: Transaction,
  changes: readonly FactChange[],
  names: ReadonlyMap<string, string>,
  at: Date,
): Promise<EventNote[]> {
  const told = changes.flatMap(change => {
    const words = wordsOf(change)
    return words ? [{ ...words, change, name: names.get(change.subjectId) ?? change.subjectId }] : []
  })
  if (told.length === 0) return []
  const owners = await askRows(
    tx,
    owner,
    Prisma.sql`
      select device_id, target_id from target_pod
      where gone_at is null and device_id = any(${told.map(each => each.change.subjectId)}::text[])`,
  )
  const targets = new Map(owners.map(each => [each.device_id, each.target_id]))
  return told.map(({ kind, words, name, change: { subjectId, before, value } }) => ({
    at,
    kind,
    clusterId: null,
    targetId: targets.get(subjectId) ?? null,
    title: `${name}: ${words}`,
    detail: { device: subjectId, before, after: value },
    onceInSeconds,
  }))
}

function wordsOf(change: FactChange): { kind: 'client_updated' | 'nat_changed'; words: string } | null {
  const { facet, before, value } = change
  if (facet === 'client_version') {
    return before === null ? null : { kind: 'client_updated', words: `${before} became ${value}` }
  }
  const words = natChange(facet, before, value)
  return words === null ? null : { kind: 'nat_changed', words }
}
