import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, type Database, openDatabase } from '../database.ts'
import { readyPartitions } from '../readyPartitions.ts'
import { at, emptied, shop } from '../testRounds.ts'
import { causeStandings } from './causeStandings.ts'
import { causeTargets } from './causeTargets.ts'

let db: Database
let drop: () => Promise<void>
beforeAll(async () => {
  const made = await testDatabase()
  db = openDatabase(made.url)
  drop = made.close
})
beforeEach(async () => {
  await emptied(db)
  await db.cluster.create({ data: { id: 'c1', name: 'eks', firstSeen: at(0), lastSeen: at(0) } })
  await readyPartitions(db, [at(-60), at(60)])
  await db.target.create({
    data: {
      id: shop,
      clusterId: 'c1',
      namespace: 'n',
      kind: 'Deployment',
      workload: 'shop',
      name: 'shop',
      firstSeen: at(0),
      lastSeen: at(0),
    },
  })
  const peers = [{ peer: 'a', causes: ['both-hard'] }]
  await db.diagnosisDoc.create({
    data: { targetId: shop, ruleVersion: 1, computedAt: at(0), body: { peers, remedies: [] } },
  })
  await db.finding.create({
    data: {
      subjectKind: 'target',
      subjectId: shop,
      targetId: shop,
      code: 'both-hard',
      ruleVersion: 1,
      certainty: 'likely',
      body: {},
      openedAt: at(0),
    },
  })
})
afterAll(async () => {
  await closeDatabase(db)
  await drop()
})

const window = { from: at(0), to: at(30) }
const sent = (kind: string, bytes: bigint, minute: number) =>
  db.linkTraffic5m.create({
    data: { observer: 'd', peer: 'a', targetId: shop, kind, rx: bytes, tx: 0n, bucket: at(minute) },
  })
const told = async () => {
  const [[cause], [target]] = await Promise.all([
    causeStandings(db, window),
    causeTargets(db, 'both-hard', window),
  ])
  return [cause?.derpBytes, target?.derpBytes]
}

test('bytes over DERP of a cause: none before anything was counted, 0 once it was counted and went elsewhere', async () => {
  expect(await told()).toEqual([null, null])
  await sent('derp', 99n, 45)
  expect(await told()).toEqual([null, null])
  await sent('direct', 5n, 5)
  expect(await told()).toEqual([0, 0])
  await sent('derp', 7n, 10)
  expect(await told()).toEqual([7, 7])
})
