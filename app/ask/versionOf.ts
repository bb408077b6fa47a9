import { createHash } from 'node:crypto'
import type { Params } from '#components/live/views.ts'
import { changeMark } from '#lib/store/read/changes.ts'
import { database } from '../database.ts'

/** What no write tells (a pod that grows late, hours that move on) is told at the latest after this. */
const roundMs = 60_000

/**
 * Tells two answers apart before either is made: by what is written in the database, the question with its parameters, the
 * minute, and the build. Null where the database cannot say.
 */
export async function versionOf(question: string, params: Params): Promise<string | null> {
  try {
    const { sum } = await changeMark(database())
    const minute = Math.floor(Date.now() / roundMs)
    const asked = Object.entries(params).toSorted(([a], [b]) => (a < b ? -1 : 1))
    const parts = JSON.stringify([sum, minute, question, asked, process.env.TAILPATH_VERSION])
    return `W/"${createHash('sha256').update(parts).digest('base64url').slice(0, 22)}"`
  } catch {
    return null
  }
}
