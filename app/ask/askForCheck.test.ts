import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, type Database, openDatabase } from '#lib/store/database.ts'
import { askForCheck } from './askForCheck.ts'
import { isOwnOrigin } from './isOwnOrigin.ts'

let db: Database
let drop: () => Promise<void>
const target = { cluster: 'edge', namespace: 'shop', name: 'api' }

beforeAll(async () => {
  const made = await testDatabase()
  db = openDatabase(made.url)
  drop = made.close
  const seen = { firstSeen: new Date(), lastSeen: new Date() }
  await db.cluster.create({ data: { id: 'c1', name: 'edge', ...seen } })
  await db.target.create({
    data: {
      id: 'c1/shop/Deployment/api',
      clusterId: 'c1',
      namespace: 'shop',
      kind: 'Deployment',
      workload: 'api',
      name: 'api',
      ...seen,
    },
  })
})
afterAll(async () => {
  await closeDatabase(db)
  await drop()
})

const post = (body: unknown, headers: Record<string, string> = {}) =>
  askForCheck(
    db,
    new Request('http://tailpath.example/api/v1/checks', {
      method: 'POST',
      headers: { Host: 'tailpath.example', 'Content-Type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  )
const netcheck = { target, kind: 'netcheck' }

describe('who may ask', () => {
  test.each([
    [
      'our own page',
      { origin: 'https://t.example', 'sec-fetch-site': 'same-origin', host: 't.example' },
      true,
    ],
    [
      'our page behind a proxy',
      { origin: 'https://t.example', 'x-forwarded-host': 't.example', host: '10.0.0.1' },
      true,
    ],
    ['curl', { host: 't.example' }, true],
    [
      'another site',
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', host: 't.example' },
      false,
    ],
    ['another site in an old browser', { origin: 'https://evil.example', host: 't.example' }, false],
    [
      'a sister site',
      { origin: 'https://a.t.example', 'sec-fetch-site': 'same-site', host: 't.example' },
      false,
    ],
    ['a sandboxed frame', { origin: 'null', host: 't.example' }, false],
    ['another port', { origin: 'http://t.example:8080', host: 't.example' }, false],
  ])('%s: %s', (_, headers, passes) => {
    expect(isOwnOrigin(new Headers(headers as Record<string, string>))).toBe(passes)
  })

  test('another site’s request is refused, and so is a form', async () => {
    expect((await post(netcheck, { Origin: 'https://evil.example' })).status).toBe(403)
    expect((await post('target=x', { 'Content-Type': 'application/x-www-form-urlencoded' })).status).toBe(415)
    expect((await post(JSON.stringify(netcheck), { 'Content-Type': 'text/plain' })).status).toBe(415)
    expect(await db.checkRequest.count()).toBe(0)
  })
})

describe('what may be asked', () => {
  test.each([
    ['not JSON', '{', 400],
    ['another command', { target, kind: 'restun' }, 400],
    ['a ping to nobody', { target, kind: 'ping' }, 400],
    ['a ping to a text', { target, kind: 'ping', peer: '100.64.0.1 --verbose' }, 404],
    ['no such pod', { target: { ...target, name: 'nobody' }, kind: 'netcheck' }, 404],
    ['too long', { ...netcheck, more: 'x'.repeat(5_000) }, 400],
  ])('%s: refused, and not on record', async (_, body, status) => {
    expect((await post(body)).status).toBe(status)
    expect(await db.checkRequest.count()).toBe(0)
  })

  test('a check is put into the queue; the record has no address of who asked; beyond the rate it says when', async () => {
    const first = await post(netcheck, { 'X-Forwarded-For': '198.51.100.7' })
    expect([first.status, await first.json()]).toEqual([202, { id: expect.stringMatching(/^\d+$/) }])
    const [row] = await db.checkRequest.findMany()
    expect(row).toMatchObject({
      kind: 'netcheck',
      state: 'asked',
      requestedBy: expect.stringMatching(/^[0-9a-f]{8}$/),
    })
    for (let i = 0; i < 3; i++) await post(netcheck)
    const beyond = await post(netcheck)
    expect([beyond.status, Number(beyond.headers.get('retry-after')) > 0]).toEqual([429, true])
    expect((await db.checkRequest.findMany({ where: { requestedBy: 'anonymous' } })).length).toBe(3)
  })

  test('a pod into which nobody may look: the reason', async () => {
    await db.target.updateMany({ data: { unjudged: 'no right to exec in namespace shop' } })
    const answer = await post(netcheck)
    expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('no right to exec')])
  })
})
