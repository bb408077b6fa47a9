import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, type Database, openDatabase } from '#lib/store/database.ts'
import { forgetSenders } from '#lib/store/push/forgetSenders.ts'
import { emptied } from '#lib/store/testRounds.ts'
import { readTokenCommand } from './readTokenCommand.ts'
import { type PushLimits, receivePush } from './receivePush.ts'
import { runTokenCommand } from './runTokenCommand.ts'
import { aMessage, aPod } from './testMessages.ts'
import { tokenHash } from './tokenHash.ts'

let db: Database
let pg: Client
let drop: () => Promise<void>
let server: Server
let url: string
let limits: Partial<PushLimits>

beforeAll(async () => {
  const made = await testDatabase()
  db = openDatabase(made.url)
  pg = new Client({ connectionString: made.url })
  await pg.connect()
  drop = made.close
  // The handler of the route behind a plain server: requests arrive over a socket, in pieces.
  server = createServer((incoming, outgoing) => {
    const request = new Request(`http://x${incoming.url}`, {
      method: 'POST',
      headers: Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
      body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>,
      duplex: 'half',
    } as RequestInit)
    void receivePush(db, request, limits).then(async answer => {
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers))
      outgoing.end(await answer.text())
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/push`
})
afterAll(async () => {
  server.close()
  await pg.end()
  await closeDatabase(db)
  await drop()
})
beforeEach(async () => {
  limits = {}
  await emptied(db)
})

async function token(name = 'edge', namespaces = '*'): Promise<string> {
  const read = readTokenCommand(['create', name, '--cluster', 'edge', '--namespaces', namespaces])
  if (!read.ok) throw new Error(read.why)
  return (await runTokenCommand(db, read.command)).text.trim()
}

const post = (bearer: string | null, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(bearer === null ? {} : { Authorization: `Bearer ${bearer}` }),
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const inbox = async () =>
  (await pg.query('select sequence::int from push_inbox order by id')).rows.map(r => r.sequence)

describe('tokens', () => {
  test('a token is printed once and kept as its hash only', async () => {
    const made = await token()
    expect(made).toMatch(/^tailpath_push_[\w-]{43}$/)
    const { rows } = await pg.query('select * from push_token')
    expect(rows).toMatchObject([{ name: 'edge', cluster_id: 'push:edge', hash: tokenHash(made) }])
    expect(JSON.stringify(rows)).not.toContain(made)
  })

  test('list tells whom it speaks for and whether it is used; revoke ends it, once', async () => {
    const made = await token('edge', 'shop,hosts')
    await post(made, aMessage())
    const { text } = await runTokenCommand(db, { kind: 'list' })
    expect(text).toMatch(/edge +edge +shop,hosts .* 1 +works/)
    expect(text).not.toContain(made)
    expect(await runTokenCommand(db, { kind: 'revoke', name: 'edge' })).toMatchObject({ ok: true })
    expect(await runTokenCommand(db, { kind: 'revoke', name: 'edge' })).toMatchObject({ ok: false })
    expect(await inbox()).toEqual([])
  })

  test.each([
    [['create'], 'needs a name'],
    [['create', 'a b', '--cluster', 'c'], 'needs a name'],
    [['create', 'a'], '--cluster names'],
    [['create', 'a', '--cluster'], 'needs a value'],
    [['create', 'a', '--cluster', 'c', '--namespaces', 'A_B'], 'no namespace'],
    [['create', 'a', '--cluster', 'c', '--secret', 'x'], 'none of'],
    [['revoke'], 'which one'],
    [['steal'], 'none of'],
  ])('%j is refused with its reason', (words, why) => {
    expect(readTokenCommand(words)).toMatchObject({ ok: false, why: expect.stringContaining(why) })
  })
})

test('a token stands nowhere in the database, also not after it was used well and badly', async () => {
  const made = await token()
  await post(made, aMessage())
  await post(made, '{')
  await post(`${made}x`, aMessage({ sequence: 2 }))
  const { rows } = await pg.query(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  )
  const texts: string[] = []
  for (const { name } of rows) {
    const all = await pg.query(
      `select coalesce(string_agg(to_jsonb(each)::text, ''), '') as text from "${name}" each`,
    )
    texts.push(all.rows[0].text)
  }
  expect(texts.some(text => text.includes(tokenHash(made)))).toBe(true)
  expect(texts.filter(text => text.includes(made))).toEqual([])
})

describe('who may push', () => {
  test('no token, an unknown and a revoked one get the same answer', async () => {
    const revoked = await token('old')
    await runTokenCommand(db, { kind: 'revoke', name: 'old' })
    const answers = await Promise.all(
      [null, 'tailpath_push_guess', revoked, 'x'.repeat(500)].map(async bearer => {
        const answer = await post(bearer, aMessage())
        return [answer.status, await answer.text()]
      }),
    )
    expect(new Set(answers.map(String)).size).toBe(1)
    expect(answers[0]?.[0]).toBe(401)
  })

  test('only for its namespaces; the place of hosts is no namespace of pods', async () => {
    const made = await token('edge', 'shop')
    expect((await post(made, aMessage())).status).toBe(200)
    expect((await post(made, aMessage({ sequence: 2, pod: { ...aPod, namespace: 'bank' } }))).status).toBe(
      403,
    )
    expect((await post(made, aMessage({ sequence: 3, pod: { ...aPod, namespace: 'hosts' } }))).status).toBe(
      403,
    )
    expect((await post(made, aMessage({ sequence: 4, pod: null, host: 'nas' }))).status).toBe(403)
  })

  test('nobody speaks for a pod of another cluster or namespace', async () => {
    const made = await token()
    const target = {
      clusterId: 'c-other',
      namespace: 'shop',
      kind: 'Deployment',
      workload: 'api',
      name: 'api',
    }
    const seen = { firstSeen: new Date(), lastSeen: new Date() }
    await db.target.create({ data: { id: 't', ...target, ...seen } })
    await db.targetPod.create({
      data: { uid: aPod.uid, targetId: 't', name: 'api', container: '', facts: {}, firstSeen: new Date() },
    })
    expect((await post(made, aMessage())).status).toBe(403)
    await db.target.update({ where: { id: 't' }, data: { clusterId: 'push:edge' } })
    expect((await post(made, aMessage())).status).toBe(200)
  })
})

describe('what is taken', () => {
  test('a replay is answered like the first and changes nothing', async () => {
    const made = await token()
    const first = await post(made, aMessage())
    const again = await post(made, aMessage())
    expect([first.status, await first.json()]).toMatchObject([200, { had: false }])
    expect([again.status, await again.json()]).toMatchObject([200, { had: true, words: 'already have it' }])
    expect(await inbox()).toEqual([1])
  })

  test('twenty at once, each twice, in any order: each once', async () => {
    const made = await token()
    const numbers = Array.from({ length: 20 }, (_, i) => 20 - i)
    const answers = await Promise.all(
      [...numbers, ...numbers].map(sequence => post(made, aMessage({ sequence }))),
    )
    expect(answers.every(answer => answer.status === 200)).toBe(true)
    expect((await inbox()).sort((a, b) => a - b)).toEqual([...numbers].reverse())
  })

  test('senders and tokens have numbers of their own', async () => {
    const [one, two] = [await token('one'), await token('two')]
    await post(one, aMessage())
    await post(one, aMessage({ sender: 'another-run' }))
    await post(two, aMessage())
    expect(await inbox()).toEqual([1, 1, 1])
  })

  test('a number far below the highest counts as had, and what tells replays stays small', async () => {
    const made = await token()
    for (const sequence of [1, 2, 5_000]) await post(made, aMessage({ sequence }))
    const old = await post(made, aMessage({ sequence: 3 }))
    expect(await old.json()).toMatchObject({ had: true })
    expect((await pg.query('select sequence::int from push_seen')).rows).toEqual([{ sequence: 5_000 }])
    expect(await inbox()).toEqual([1, 2, 5_000])
  })

  test('runs that ended days ago are forgotten; one that waits in the inbox is not', async () => {
    const made = await token()
    await post(made, aMessage())
    await post(made, aMessage({ sender: 'another-run' }))
    await pg.query(`update push_sender set last_at = now() - interval '4 days'`)
    await pg.query(`delete from push_inbox where sender = 'another-run'`)
    await forgetSenders(db)
    const left = await pg.query('select sender from push_sender union all select sender from push_seen')
    expect(left.rows.map(row => row.sender)).toEqual(['run-of-a-sender', 'run-of-a-sender'])
  })

  test('its time is the database’s less its age, whatever its own clock says', async () => {
    const made = await token()
    const hourAhead = Date.now() / 1000 + 3_600
    await post(made, aMessage({ sentAt: hourAhead, measuredAt: hourAhead - 90, ageSeconds: 90.5 }))
    const { rows } = await pg.query(`
      select extract(epoch from received_at - measured_at)::float8 as age, skew_seconds from push_inbox
      join push_sender using (token_id, sender)`)
    expect(rows[0].age).toBeCloseTo(90.5, 1)
    expect(rows[0].skew_seconds).toBeGreaterThan(3_590)
  })

  test.each([
    ['not JSON', '{"version":1', 400, 'not JSON'],
    ['no object', '[]', 400, 'expected object'],
    ['a number of zero', { sequence: 0 }, 400, '“sequence”'],
    ['a name that is none', { pod: { ...aPod, name: '../etc' } }, 400, '“pod.name”'],
    ['neither pod nor host', { pod: null }, 400, 'either a pod or a host'],
    ['an age of two days', { ageSeconds: 2 * 86_400 }, 400, 'more than a day'],
    [
      'a clock set back',
      { ageSeconds: null, sentAt: 1_700_000_000, measuredAt: 1_700_000_900 },
      400,
      'set back',
    ],
    ['a status that is no text', { status: { Self: {} } }, 400, '“status”'],
  ])('%s: in clear words, and nothing kept', async (_, body, status, words) => {
    const made = await token()
    const answer = await post(made, typeof body === 'string' ? body : { ...aMessage(), ...body })
    const { error } = (await answer.json()) as { error: { why: string } }
    expect([answer.status, error.why]).toEqual([status, expect.stringContaining(words)])
    expect(await inbox()).toEqual([])
  })

  test('other types, and what is compressed, are refused', async () => {
    const made = await token()
    expect((await post(made, aMessage(), { 'Content-Type': 'text/plain' })).status).toBe(415)
    expect((await post(made, aMessage(), { 'Content-Encoding': 'gzip' })).status).toBe(415)
  })
})

describe('limits', () => {
  test('a body over 4 MiB: by its length at once, and by its bytes where no length is told', async () => {
    const made = await token()
    const large = JSON.stringify(aMessage({ metrics: 'x'.repeat(4 * 1024 * 1024) }))
    expect((await post(made, large)).status).toBe(413)
    const streamed = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${made}` },
      body: new Blob([large]).stream(),
      duplex: 'half',
    } as RequestInit)
    expect(streamed.status).toBe(413)
    expect(await inbox()).toEqual([])
  })

  test('a body that does not come to its end is not waited for', async () => {
    const made = await token()
    limits = { ms: 100 }
    const endless = new ReadableStream({ start: stream => stream.enqueue(new TextEncoder().encode('{')) })
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${made}` },
      body: endless,
      duplex: 'half',
    } as RequestInit)
    expect(answer.status).toBe(408)
  })

  test('an inbox that no collector empties: 429, and what was refused may come again', async () => {
    const made = await token()
    const { rows } = await pg.query('select id from push_token')
    await pg.query(
      `insert into push_inbox (token_id, sender, sequence, received_at, measured_at, bytes, body)
       select $1, 'x', n, now(), now(), 1, '' from generate_series(1, 20000) n`,
      [rows[0].id],
    )
    const refused = await post(made, aMessage())
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30'])
    await pg.query('delete from push_inbox')
    expect(await (await post(made, aMessage())).json()).toMatchObject({ had: false })
  })

  test('beyond its rate: 429 with the time to wait, and another token goes on', async () => {
    const [busy, calm] = [await token('busy'), await token('calm')]
    limits = { burst: 3, perSecond: 0.1 }
    const statuses: number[] = []
    let last = await post(busy, aMessage())
    for (let sequence = 2; sequence <= 5; sequence++) {
      statuses.push(last.status)
      last = await post(busy, aMessage({ sequence }))
    }
    expect(statuses).toEqual([200, 200, 200, 429])
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await post(calm, aMessage())).status).toBe(200)
  })
})
