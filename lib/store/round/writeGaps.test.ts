import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, type Database, openDatabase, transaction } from '../database.ts'
import { writeGaps } from './writeGaps.ts'

const start = Date.UTC(2026, 10, 24, 10)
const minute = (count: number) => new Date(start + count * 60_000)
const subject = 'c1/shop/Deployment/api'

let db: Database
let drop: () => Promise<void>
beforeAll(async () => {
  const made = await testDatabase()
  db = openDatabase(made.url)
  drop = made.close
})
afterAll(async () => {
  await closeDatabase(db)
  await drop()
})

test('one pod’s hole ends while another’s begins, in two transactions at once: the second is not lost', async () => {
  const opens = { code: 'timeout', reason: 'exec did not answer' }
  await transaction(db, tx => writeGaps(tx, [{ subject, pod: 'a', at: minute(0), opens }]))
  const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>()
  const { promise: hasEnded, resolve: ended } = Promise.withResolvers<void>()
  const first = transaction(db, async tx => {
    await writeGaps(tx, [{ subject, pod: 'a', at: minute(5), opens: null }])
    ended()
    await mayCommit
  })
  await hasEnded
  let isSecondDone = false
  const second = transaction(db, async tx => {
    await writeGaps(tx, [
      { subject, pod: 'b', at: minute(5), opens: { code: 'forbidden', reason: 'no right' } },
    ])
    isSecondDone = true
  })
  await new Promise(resolve => setTimeout(resolve, 200))
  expect(isSecondDone).toBe(false)
  commit()
  await Promise.all([first, second])
  const gaps = await db.gap.findMany({ where: { subject }, orderBy: { startedAt: 'asc' } })
  expect(gaps.map(({ code, endedAt }) => [code, endedAt])).toEqual([
    ['timeout', minute(5)],
    ['forbidden', null],
  ])
})
