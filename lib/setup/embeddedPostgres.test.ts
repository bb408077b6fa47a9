import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isAlive } from './alive.ts'
import { dataFolder } from './dataFolder.ts'
import { type EmbeddedPostgres, startPostgres, stopPostgres } from './embeddedPostgres.ts'
import { SetupError } from './setupError.ts'

describe('the embedded Postgres', () => {
  let folder = ''
  let first: EmbeddedPostgres
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tailpath-postgres-'))
    first = await startPostgres(folder)
  }, 60_000)
  afterAll(async () => {
    await stopPostgres(await startPostgres(folder))
    rmSync(folder, { recursive: true })
  }, 60_000)

  const ask = async (url: string, sql: string) => {
    const client = new Client({ connectionString: url })
    await client.connect()
    const result = await client.query(sql)
    await client.end()
    return result.rows
  }

  test('answers, and keeps what was written over a restart', async () => {
    await ask(first.url, 'create table kept as select 42 as answer')
    await stopPostgres(first)
    expect(isAlive(first.pid)).toBe(false)
    first = await startPostgres(folder)
    expect(first.adopted).toBe(false)
    expect(await ask(first.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  }, 60_000)

  test('one that runs already is adopted, by two starts at once too', async () => {
    const both = await Promise.all([startPostgres(folder), startPostgres(folder)])
    expect(both.map(one => [one.pid, one.adopted])).toEqual([
      [first.pid, true],
      [first.pid, true],
    ])
  }, 60_000)

  test('a pid file whose number another program carries is stale, and that program is left alone', async () => {
    await stopPostgres(first)
    writeFileSync(join(folder, 'postgres', 'postmaster.pid'), `${process.pid}\n${folder}\n0\n1\n\n\n`)
    first = await startPostgres(folder)
    expect(first.adopted).toBe(false)
    expect(await ask(first.url, 'select 1 as one')).toEqual([{ one: 1 }])
  }, 60_000)

  test('data of another version is refused with what to do', async () => {
    const other = mkdtempSync(join(tmpdir(), 'tailpath-other-'))
    dataFolder(join(other, 'postgres'))
    writeFileSync(join(other, 'postgres', 'PG_VERSION'), '14\n')
    await expect(startPostgres(other)).rejects.toThrow(/is of Postgres 14; this tailpath brings Postgres 18/)
    rmSync(other, { recursive: true })
  })
})

test('a folder that cannot be made says so, with what to do', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'tailpath-file-')), 'file')
  writeFileSync(file, '')
  const attempt = () => dataFolder(join(file, 'data'))
  expect(attempt).toThrow(SetupError)
  expect(attempt).toThrow(/cannot be written \(ENOTDIR\)/)
})
