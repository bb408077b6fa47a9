import { printable } from '#lib/report/printable.ts'
import { shortNames } from '#lib/report/shortNames.ts'
import { deviceEnd } from '#lib/store/read/deviceEnd.ts'
import { deviceId } from '#lib/tailnet/ids.ts'
import { database } from '../database.ts'
import { failureOf } from './failureOf.ts'

/** A title is cut by every browser; a name may be as long as somebody liked. */
const longest = 80

/**
 * Names of devices for the title of a page, told apart by their first labels, with nothing unseen in them. Null where one
 * is not known, or the database is away: the page says so itself.
 */
export async function deviceTitles(ids: readonly (string | null)[]): Promise<string[] | null> {
  try {
    const ends = await Promise.all(ids.map(id => (id === null ? null : deviceEnd(database(), deviceId(id)))))
    const names = ends.flatMap(end => end?.name ?? [])
    if (names.length < ids.length) return null
    const short = shortNames(names)
    return names.map(name => printable(short(name)).slice(0, longest))
  } catch (error) {
    console.error(`title: ${failureOf(error).why}`)
    return null
  }
}
