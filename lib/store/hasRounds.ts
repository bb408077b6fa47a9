import type { Database } from './database.ts'

/** Was anything ever looked at? False for a new database. */
export async function hasRounds(db: Database): Promise<boolean> {
  return (await db.round.findFirst({ select: { slot: true } })) !== null
}
