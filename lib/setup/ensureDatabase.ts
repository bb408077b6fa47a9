import { Client, escapeIdentifier } from 'pg'
import { databaseUrl } from './databaseUrl.ts'

/** Makes the database on the server of `url` where it is missing, and returns its URL. Two at once make it once. */
export async function ensureDatabase(url: string, name: string): Promise<string> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount === 0) await client.query(`create database ${escapeIdentifier(name)}`)
  } catch (error) {
    const duplicate = ['42P04', '23505']
    if (!(error instanceof Error && 'code' in error && duplicate.includes(String(error.code)))) throw error
  } finally {
    await client.end()
  }
  return databaseUrl(url, name)
}
