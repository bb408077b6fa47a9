import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { collectorLease } from './collectorLease.ts'

let database: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

async function cutOff(): Promise<void> {
  const client = new Client({ connectionString: database.url })
  await client.connect()
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'tailpath lease' and datname = current_database()`,
  )
  await client.end()
}

test('one collector at a time; the next one when the first lets go', async () => {
  const first = await collectorLease(database.url)
  expect(first).not.toBeNull()
  expect(await collectorLease(database.url)).toBeNull()
  await first?.release()
  const next = await collectorLease(database.url)
  expect(next).not.toBeNull()
  await next?.release()
})

test('a session that the server cut off is taken up again', async () => {
  const lease = await collectorLease(database.url)
  await cutOff()
  await new Promise(resolve => setTimeout(resolve, 1500))
  expect(lease?.lost.aborted).toBe(false)
  expect(await collectorLease(database.url)).toBeNull()
  await lease?.release()
})

test('where another took the place meanwhile, the lease is lost', async () => {
  const first = await collectorLease(database.url)
  await cutOff()
  const second = await collectorLease(database.url)
  expect(second).not.toBeNull()
  await expect.poll(() => first?.lost.aborted, { timeout: 5000 }).toBe(true)
  await first?.release()
  await second?.release()
})
