import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import type { PolicyFacts } from '#lib/tailnet/device.ts'
import { closeDatabase, type Database, openDatabase } from './database.ts'
import { factChanges } from './read/factChanges.ts'
import { saveTailnet } from './saveTailnet.ts'
import { at, emptied } from './testRounds.ts'

let db: Database
let drop: () => Promise<void>
beforeAll(async () => {
  const made = await testDatabase()
  db = openDatabase(made.url)
  drop = made.close
})
beforeEach(async () => {
  await emptied(db)
  for (const id of ['c1', 'c2'])
    await db.cluster.create({ data: { id, name: id, firstSeen: at(0), lastSeen: at(0) } })
})
afterAll(async () => {
  await closeDatabase(db)
  await drop()
})

const policy = (more: Partial<PolicyFacts> = {}): PolicyFacts => ({
  randomizeClientPort: false,
  relayGrants: [],
  nodeAttrs: [],
  ...more,
})
const granted = policy({ relayGrants: [{ src: ['tag:k8s'], dst: ['tag:relay'] }] })

test('a policy file that changed is a change of each cluster, with what it said before', async () => {
  await saveTailnet(db, { policy: policy(), at: at(1) })
  await saveTailnet(db, { policy: policy(), at: at(2) })
  await saveTailnet(db, { policy: granted, at: at(3) })
  const changes = await factChanges(db, { since: at(2) })
  expect(changes.map(({ subjectKind, facet, cluster }) => [subjectKind, facet, cluster])).toEqual([
    ['tailnet', 'policy', 'c1'],
    ['tailnet', 'policy', 'c2'],
  ])
  expect(changes[0]).toMatchObject({ before: policy(), after: granted, at: at(3), target: null })
  expect(new Set(changes.map(({ key }) => key)).size).toBe(2)
})

test('the first one that is read is told as such, and the same one read again is none', async () => {
  await saveTailnet(db, { policy: granted, at: at(1) })
  await saveTailnet(db, { policy: granted, at: at(2) })
  expect((await factChanges(db, { since: at(0) })).map(({ before, at: when }) => [before, when])).toEqual([
    [null, at(1)],
    [null, at(1)],
  ])
})
