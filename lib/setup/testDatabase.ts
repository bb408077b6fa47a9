import { randomUUID } from 'node:crypto'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { databaseUrl } from './databaseUrl.ts'
import { dataFolder } from './dataFolder.ts'
import { startPostgres } from './embeddedPostgres.ts'
import { ensureDatabase } from './ensureDatabase.ts'
import { withFolderLock } from './folderLock.ts'
import { migrate } from './migrate.ts'

/** Data of the Postgres that all tests share. */
export const testFolder = resolve(import.meta.dirname, '../../node_modules/.cache/tailpath-test')
const template = 'tailpath_template'

/**
 * An empty, migrated database of its own on a real Postgres that all tests share (adopted where it runs already;
 * `npm test` stops it). `close` drops it.
 */
export async function testDatabase(): Promise<{ url: string; close(): Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const server = await serverWith(name)
  return {
    url: databaseUrl(server, name),
    close: () =>
      onServer(server, async client => {
        await client.query(`drop database if exists ${name} with (force)`)
      }),
  }
}

/**
 * URL of the shared server, with a new database that has all migrations. Under one lock: a template to which somebody is
 * connected, as whoever migrates it is, cannot be copied.
 */
async function serverWith(name: string): Promise<string> {
  const { url } = await startPostgres(dataFolder(testFolder))
  await withFolderLock(join(testFolder, 'template.lock'), async () => {
    const made = await ensureDatabase(url, template)
    await migrate(made)
    await onServer(url, async client => {
      await client.query(`create database ${name} template ${template}`)
    })
  })
  return url
}

async function onServer(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
