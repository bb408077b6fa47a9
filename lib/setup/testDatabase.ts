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
  const server = await testServer()
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onServer(server, async client => {
    await client.query(`create database ${name} template ${template}`)
  })
  return {
    url: databaseUrl(server, name),
    close: () =>
      onServer(server, async client => {
        await client.query(`drop database if exists ${name} with (force)`)
      }),
  }
}

/** URL of the shared server, with a template that holds all migrations. */
async function testServer(): Promise<string> {
  const { url } = await startPostgres(dataFolder(testFolder))
  await withFolderLock(join(testFolder, 'template.lock'), async () => {
    const made = await ensureDatabase(url, template)
    await migrate(made)
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
