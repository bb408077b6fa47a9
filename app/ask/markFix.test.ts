import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, type Database, openDatabase } from '#lib/store/database.ts'
import { markFix } from './markFix.ts'

const now = new Date('2026-11-20T12:00:00Z')
let db: Database
let drop: () => Promise<void>
beforeAll(async () => {
  const made = await testDatabase()
  db = openDatabase(made.url)
  drop = made.close
  await db.cluster.create({ data: { id: 'c1', name: 'eks', firstSeen: now, lastSeen: now } })
  const target = {
    id: 't',
    clusterId: 'c1',
    namespace: 'n',
    kind: 'Deployment',
    workload: 'api',
    name: 'api',
  }
  await db.target.create({ data: { ...target, firstSeen: now, lastSeen: now } })
})
afterAll(async () => {
  await closeDatabase(db)
  await drop()
})

const good = {
  target: { cluster: 'eks', namespace: 'n', name: 'api' },
  remedy: 'r-open-udp-firewall',
  what: 'Opened UDP 41641',
  at: '2026-11-20T13:00:00+02:00',
  by: ' Priya ',
  note: '',
}
const post = (body: unknown, headers: Record<string, string> = {}) =>
  markFix(
    db,
    new Request('http://tailpath.example/api/v1/fixes', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', host: 'tailpath.example', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
    now,
  )

test.each([
  ['no JSON by its type', good, { 'Content-Type': 'text/plain' }, 415],
  ['a form of another site', good, { 'Content-Type': 'application/x-www-form-urlencoded' }, 415],
  ['another site', good, { origin: 'https://evil.example' }, 403],
  ['another site, by what the browser says', good, { 'sec-fetch-site': 'cross-site' }, 403],
  ['no JSON', '{', {}, 400],
  ['nothing', '', {}, 400],
  ['a remedy of an odd shape', { ...good, remedy: '<b>' }, {}, 400],
  ['no words', { ...good, what: ' ' }, {}, 400],
  ['too many words', { ...good, note: 'x'.repeat(501) }, {}, 400],
  ['a book', { ...good, note: 'x'.repeat(10_000) }, {}, 400],
  ['a time that is none', { ...good, at: 'yesterday' }, {}, 400],
  ['tomorrow', { ...good, at: '2026-11-21T12:00:00Z' }, {}, 400],
  ['last year', { ...good, at: '2025-11-20T12:00:00Z' }, {}, 400],
  ['a pod that is not there', { ...good, target: { ...good.target, name: 'shop' } }, {}, 404],
])('%s: refused, and nothing is kept', async (_, body, headers, status) => {
  const answer = await post(body, headers as Record<string, string>)
  expect(answer.status).toBe(status)
  expect(await answer.json()).toMatchObject({ error: { why: expect.stringMatching(/\.$/) } })
  expect(await db.fix.count()).toBe(0)
})

test('from our own page: kept, with who said it, as an event too', async () => {
  const answer = await post(good, { origin: 'http://tailpath.example', 'sec-fetch-site': 'same-origin' })
  expect(answer.status).toBe(201)
  const [fix] = await db.fix.findMany()
  expect(fix).toMatchObject({
    targetId: 't',
    what: 'Opened UDP 41641',
    by: 'Priya',
    note: null,
    noticed: 'by hand',
    appliedAt: new Date('2026-11-20T11:00:00Z'),
  })
  expect(await db.event.count({ where: { kind: 'fix_marked', targetId: 't' } })).toBe(1)
})
