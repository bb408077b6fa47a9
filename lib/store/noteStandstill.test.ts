import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, type Database, openDatabase } from './database.ts'
import { noteStandstill } from './noteStandstill.ts'
import { startCollector } from './startCollector.ts'
import { at, emptied } from './testRounds.ts'

let db: Database
let drop: () => Promise<void>
beforeAll(async () => {
  const made = await testDatabase()
  db = openDatabase(made.url)
  drop = made.close
})
beforeEach(() => emptied(db))
afterAll(async () => {
  await closeDatabase(db)
  await drop()
})

const begun = (id: string, minute: number) =>
  startCollector(db, { id, at: at(minute), version: '1', intervalSeconds: 5 })
const asleep = () => noteStandstill(db, { id: 'a', from: at(10), to: at(70) })

test('a run that stood still leaves one gap with its reason, however often it is told', async () => {
  await begun('a', 0)
  await asleep()
  await asleep()
  const holes = await db.gap.findMany({ where: { subject: 'collector' } })
  expect(holes).toMatchObject([
    {
      code: 'suspended',
      startedAt: at(10),
      endedAt: at(70),
      reason: expect.stringContaining('the machine slept'),
    },
  ])
  expect(await db.event.count({ where: { kind: 'collector_gap' } })).toBe(1)
})

test('none where another collector took its place meanwhile', async () => {
  await begun('a', 0)
  await begun('b', 30)
  await db.gap.deleteMany()
  await asleep()
  expect(await db.gap.count()).toBe(0)
})
