import { z } from 'zod'
import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from './database.ts'
import { aheadMs, historyMs, type Partition, partitionNamed, partitionsOver } from './partitions.ts'
import { askRows } from './read/askRows.ts'
import { retention } from './retention.ts'

const row = z.object({ parent: z.string(), name: z.string() })

/** Partitions that are there, by table. Read from the catalogue: a partition made or dropped by hand is seen too. */
export async function standingPartitions(tx: Transaction): Promise<Map<string, Partition[]>> {
  const rows = await askRows(
    tx,
    row,
    Prisma.sql`
      select parent.relname as parent, child.relname as name
      from pg_inherits join pg_class parent on parent.oid = inhparent and parent.relkind = 'p'
      join pg_class child on child.oid = inhrelid
      where parent.relnamespace = 'public'::regnamespace`,
  )
  const tables = Object.entries(retention).map(([table, { partition }]): [string, Partition[]] => [
    table,
    rows
      .filter(each => each.parent === table)
      .flatMap(each => partitionNamed(table, partition, each.name) ?? [])
      .sort((a, b) => a.from.getTime() - b.from.getTime()),
  ])
  return new Map(tables)
}

/**
 * Makes the partitions that are missing from the last one there is (or some time before `at` in a new database) to some
 * days after `at`: without a hole, so that counts spread over a long gap find their place. A partition is made beside the
 * table and then attached, which blocks neither readers nor writers. Returns how many were made.
 */
export async function ensurePartitions(tx: Transaction, at: Date): Promise<number> {
  const standing = await standingPartitions(tx)
  let made = 0
  for (const [table, { partition, seconds }] of Object.entries(retention)) {
    const there = standing.get(table) ?? []
    const oldest = new Date(at.getTime() - seconds * 1000)
    const lastEnd = there.at(-1)?.to ?? new Date(at.getTime() - historyMs)
    const from = lastEnd < at ? lastEnd : at
    const to = new Date(at.getTime() + aheadMs)
    const names = new Set(there.map(each => each.name))
    for (const each of partitionsOver(table, partition, from > oldest ? from : oldest, to)) {
      if (names.has(each.name)) continue
      await attach(tx, table, each)
      made += 1
    }
  }
  return made
}

async function attach(tx: Transaction, table: string, { name, from, to }: Partition): Promise<void> {
  const [parent, child] = [Prisma.raw(`"${table}"`), Prisma.raw(`"${name}"`)]
  const [low, high] = [Prisma.raw(`'${from.toISOString()}'`), Prisma.raw(`'${to.toISOString()}'`)]
  await tx.$executeRaw(Prisma.sql`create table if not exists ${child} (like ${parent} including all)`)
  await tx.$executeRaw(
    Prisma.sql`alter table ${parent} attach partition ${child} for values from (${low}) to (${high})`,
  )
}
