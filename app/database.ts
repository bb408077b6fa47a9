import { type Database, openDatabase } from '#lib/store/database.ts'

/** Where the one handle of this process lives: a module may be loaded twice (per bundle, and anew on each edit). */
const place = globalThis as typeof globalThis & { tailpathDatabase?: Database }

/** The database of this process. Opened on first use, so that a build needs none; throws where none is named. */
export function database(): Database {
  place.tailpathDatabase ??= openDatabase(urlOf(process.env.DATABASE_URL))
  return place.tailpathDatabase
}

function urlOf(url: string | undefined): string {
  if (url) return url
  throw new Error('DATABASE_URL is not set: start tailpath with npm start')
}
