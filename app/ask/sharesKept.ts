import type { Database } from '#lib/store/database.ts'
import { type ShareStanding, shares } from '#lib/store/share/shares.ts'
import { failureOf } from './failureOf.ts'

/** All frozen views for the settings; null where the database does not answer, which the page says by itself. */
export async function sharesKept(db: Database): Promise<ShareStanding[] | null> {
  try {
    return await shares(db)
  } catch (error) {
    const failure = failureOf(error)
    console.error(`shares kept: ${failure.why}`, failure.code === 'broken' ? error : '')
    return null
  }
}
