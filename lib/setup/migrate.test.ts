import { Client } from 'pg'
import { expect, test } from 'vitest'
import { databaseUrl } from './databaseUrl.ts'
import { ensureDatabase } from './ensureDatabase.ts'
import { migrate } from './migrate.ts'
import { migrationList } from './migrationList.ts'
import { testDatabase } from './testDatabase.ts'

test('two starts at once apply each migration once', async () => {
  const { url, close } = await testDatabase()
  const fresh = await ensureDatabase(url, `fresh_${process.pid}`)
  const both = await Promise.all([migrate(fresh), migrate(fresh)])
  expect(both.flat().sort()).toEqual(migrationList().migrationDirectories.map(one => one.path))
  expect(await migrate(fresh)).toEqual([])
  const client = new Client({ connectionString: databaseUrl(url, 'postgres') })
  await client.connect()
  await client.query(`drop database fresh_${process.pid} with (force)`)
  await client.end()
  await close()
})
