import type { PartitionWidth } from './retention.ts'

export interface Partition {
  name: string
  from: Date
  to: Date
}

const dayMs = 86_400_000

/** Start of the day, week (Monday) or month in UTC that a moment falls in, or of the one `later` after it. */
function startOf(at: Date, width: PartitionWidth, later = 0): Date {
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()]
  if (width === 'month') return new Date(Date.UTC(year, month + later, 1))
  if (width === 'day') return new Date(Date.UTC(year, month, day + later))
  const monday = day - ((at.getUTCDay() + 6) % 7)
  return new Date(Date.UTC(year, month, monday + 7 * later))
}

const nameOf = (table: string, from: Date) =>
  `${table}_p${from.toISOString().slice(0, 10).replaceAll('-', '')}`

/** The partitions of a table that hold all moments from `from` to `to`, without a hole between them. */
export function partitionsOver(table: string, width: PartitionWidth, from: Date, to: Date): Partition[] {
  const found: Partition[] = []
  for (let start = startOf(from, width); start <= to; start = startOf(start, width, 1)) {
    found.push({ name: nameOf(table, start), from: start, to: startOf(start, width, 1) })
  }
  return found
}

/** The stretch that a partition of this name holds; null for a name that is not ours. */
export function partitionNamed(table: string, width: PartitionWidth, name: string): Partition | null {
  const [, year, month, day] = /_p(\d{4})(\d\d)(\d\d)$/.exec(name) ?? []
  const from = new Date(`${year}-${month}-${day}T00:00:00Z`)
  if (Number.isNaN(from.getTime()) || nameOf(table, from) !== name) return null
  return { name, from, to: startOf(from, width, 1) }
}

/** How far before the first moment of a new database history may be made (the demo makes six hours). */
export const historyMs = 2 * dayMs
/** Partitions stand ready this long before they are needed, so that a maintenance left out costs nothing. */
export const aheadMs = 3 * dayMs
