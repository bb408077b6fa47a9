import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, type Database, openDatabase } from '../database.ts'
import { openTailnet } from '../openTailnet.ts'
import { changedTargets, changeMark } from './changes.ts'

const hour = 3_600_000
const now = new Date()
type Mark = Awaited<ReturnType<typeof changeMark>>
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

const changedSince = async ({ born, mark }: Mark) =>
  (await changedTargets(db, { born, mark, from }))?.ids.toSorted()

describe('what changed since a mark', () => {
  test('nothing, where nothing was written', async () => {
    const before = await changeMark(db)
    expect(await changedSince(before)).toEqual([])
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
    expect(await changedSince(before)).toEqual(ids)
    expect((await changeMark(db)).sum).not.toBe(before.sum)
  })

  test('what is not committed yet is told once it is, though the mark was taken before', async () => {
    const { before: mark, seen } = await db.$transaction(async tx => {
      await tx.observerState.update({ where: { podUid: 'api-1' }, data: { version: '1.0' } })
      // Another connection: it cannot see what this transaction wrote.
      const before = await changeMark(db)
      return { before, seen: await changedSince(before) }
    })
    expect(seen).toEqual([])
    expect(await changedSince(mark)).toEqual(['api'])
  })

  test('a pod whose rounds fail is told each time: it grows late without a write', async () => {
    await db.observerState.update({ where: { podUid: 'web-1' }, data: { failedRounds: 3 } })
    expect(await changedSince(await changeMark(db))).toEqual(['web'])
  })

  test('counts the targets that did not go before the hours shown', async () => {
    const { born, mark } = await changeMark(db)
    expect((await changedTargets(db, { born, mark, from }))?.targets).toBe(2)
  })

  test('a mark of a database that has come further is not known here', async () => {
    const { born } = await changeMark(db)
    expect(await changedTargets(db, { born, mark: '999999999999:999999999999:', from })).toBeNull()
  })

  test('neither is one of another database that had not come as far', async () => {
    await openTailnet(db, { mode: 'real', name: 'example.com' })
    const { born, mark, sum } = await changeMark(db)
    await db.tailnet.update({ where: { id: 1 }, data: { createdAt: new Date(from.getTime() - hour) } })
    const other = await changeMark(db)
    expect([other.born === born, other.sum === sum]).toEqual([false, false])
    expect(await changedTargets(db, { born, mark, from })).toBeNull()
    expect(await changedTargets(db, { born: other.born, mark, from })).not.toBeNull()
  })
})
