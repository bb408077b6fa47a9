import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, type Database, openDatabase } from '../database.ts'
import { changedTargets, changeMark } from './changes.ts'

const hour = 3_600_000
const now = new Date()
const from = new Date(now.getTime() - 6 * hour)

let db: Database
let drop: () => Promise<void>
beforeAll(async () => {
  const made = await testDatabase()
  db = openDatabase(made.url)
  drop = made.close
  const place = { clusterId: 'c1', namespace: 'shop', kind: 'Deployment', firstSeen: from, lastSeen: now }
  await db.cluster.create({ data: { id: 'c1', name: 'eks', firstSeen: from, lastSeen: now } })
  await db.target.createMany({
    data: ['api', 'web', 'old'].map(name => ({
      ...place,
      id: name,
      name,
      workload: name,
      goneAt: name === 'old' ? new Date(from.getTime() - hour) : null,
    })),
  })
  await db.observerState.createMany({
    data: ['api', 'web'].map(name => ({ podUid: `${name}-1`, targetId: name, statusAt: now })),
  })
})
afterAll(async () => {
  await closeDatabase(db)
  await drop()
})

const changedSince = async (mark: string) => (await changedTargets(db, { mark, from }))?.ids.toSorted()

describe('what changed since a mark', () => {
  test('nothing, where nothing was written', async () => {
    const before = await changeMark(db)
    expect(await changedSince(before.mark)).toEqual([])
    expect((await changeMark(db)).sum).toBe(before.sum)
  })

  test.each([
    [
      'a round',
      () => db.observerState.update({ where: { podUid: 'api-1' }, data: { metricsAt: now } }),
      ['api'],
    ],
    [
      'a diagnosis',
      () => db.diagnosisDoc.create({ data: { targetId: 'web', ruleVersion: 1, computedAt: now, body: {} } }),
      ['web'],
    ],
    ['a pod that is gone', () => db.target.update({ where: { id: 'web' }, data: { goneAt: now } }), ['web']],
    [
      'a pod that came',
      () =>
        db.targetPod.create({
          data: { uid: 'api-2', targetId: 'api', name: 'api-2', container: 'c', facts: {}, firstSeen: now },
        }),
      ['api'],
    ],
  ])('%s', async (_, write, ids) => {
    const before = await changeMark(db)
    await write()
    expect(await changedSince(before.mark)).toEqual(ids)
    expect((await changeMark(db)).sum).not.toBe(before.sum)
  })

  test('what is not committed yet is told once it is, though the mark was taken before', async () => {
    const { mark, seen } = await db.$transaction(async tx => {
      await tx.observerState.update({ where: { podUid: 'api-1' }, data: { version: '1.0' } })
      // Another connection: it cannot see what this transaction wrote.
      const before = await changeMark(db)
      return { mark: before.mark, seen: await changedSince(before.mark) }
    })
    expect(seen).toEqual([])
    expect(await changedSince(mark)).toEqual(['api'])
  })

  test('a pod whose rounds fail is told each time: it grows late without a write', async () => {
    await db.observerState.update({ where: { podUid: 'web-1' }, data: { failedRounds: 3 } })
    const { mark } = await changeMark(db)
    expect(await changedSince(mark)).toEqual(['web'])
  })

  test('counts the targets that did not go before the hours shown', async () => {
    const { mark } = await changeMark(db)
    expect((await changedTargets(db, { mark, from }))?.targets).toBe(2)
  })

  test('a mark of a database that has come further is not known here', async () => {
    expect(await changedTargets(db, { mark: '999999999999:999999999999:', from })).toBeNull()
  })
})
