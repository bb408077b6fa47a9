import { Prisma } from '#prisma/generated/client.ts'
import type { Transaction } from '../database.ts'

/**
 * Whether a hole is open is read and then written: of two transactions at once, one pod's end and another's begin, the second
 * would find open what the first ends. Holes are rare: one lock for all of them, until the transaction ends.
 */
export const holdGaps = (tx: Transaction) =>
  tx.$executeRaw(Prisma.sql`select pg_advisory_xact_lock(hashtextextended('tailpath gap', 0))`)
