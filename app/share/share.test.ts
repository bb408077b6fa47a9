import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Frozen } from '#lib/report/frozen.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, type Database, openDatabase } from '#lib/store/database.ts'
import { createShare } from '#lib/store/share/createShare.ts'
import { revokeShare } from '#lib/store/share/revokeShare.ts'
import { shares } from '#lib/store/share/shares.ts'
import { createFrozen } from '../ask/createFrozen.ts'
import { revokeFrozen } from '../ask/revokeFrozen.ts'
import { shareImage } from './shareImage.tsx'
import { sharePage } from './sharePage.tsx'
import { type ShareSettings, shareSettings } from './shareSettings.ts'
import { newShareToken, shareHash } from './token.ts'

let db: Database
let pg: Client
let drop: () => Promise<void>
const settings: ShareSettings = { most: '7d', publicUrl: 'https://tailpath.example.com' }
const noon = Date.UTC(2026, 10, 20, 12)

beforeAll(async () => {
  const made = await testDatabase()
  db = openDatabase(made.url)
  pg = new Client({ connectionString: made.url })
  await pg.connect()
  drop = made.close
})
afterAll(async () => {
  await pg.end()
  await closeDatabase(db)
  await drop()
})

const frozen: Frozen = {
  version: 1,
  page: 'target',
  takenAt: noon,
  from: noon - 3_600_000,
  to: noon,
  zone: 'UTC',
  by: '<b>Priya</b>',
  subject: 'netpol in dc-cilium / apps',
  headline: 'netpol: <script>alert(1)</script> \u202eall 7 links go through DERP 中文 😀.',
  reasons: ['A NetworkPolicy lets no UDP out.'],
  counts: [{ kind: 'derp', count: 7 }],
  blocks: [
    {
      block: 'lanes',
      title: 'Path of each link',
      lanes: [
        {
          peer: 'device 1',
          now: { kind: 'derp', text: 'DERP nyc' },
          flips: 1,
          segments: [
            { from: noon - 3_600_000, to: noon - 60_000, kind: 'direct', text: 'direct', flips: 0 },
            { from: noon - 60_000, to: noon, kind: 'derp', text: 'DERP nyc', flips: 0 },
          ],
          holes: [],
        },
      ],
      more: 0,
      holes: [],
      flags: [],
    },
  ],
}

async function shared(more: { expiresAt?: Date } = {}): Promise<{ token: string; id: string }> {
  const token = newShareToken()
  const id = await createShare(db, {
    hash: shareHash(token),
    page: 'target',
    title: frozen.headline,
    by: frozen.by,
    expiresAt: more.expiresAt ?? null,
    redaction: ['devices'],
    snapshot: frozen,
  })
  return { token, id: String(id) }
}

async function whole(answer: Response) {
  return {
    status: answer.status,
    headers: [...answer.headers].sort(),
    body: Buffer.from(await answer.arrayBuffer()).toString('base64'),
  }
}
const read = async (token: string) => whole(await sharePage(db, token, settings))
const look = async (token: string) => whole(await shareImage(db, token))
const tables = async () =>
  (
    await pg.query<{ name: string }>(
      `select quote_ident(relname) as name from pg_class join pg_namespace n on n.oid = relnamespace
       where nspname = 'public' and relkind in ('r', 'p') and relname not in ('share', '_prisma_migrations')`,
    )
  ).rows.map(({ name }) => name)

describe('a frozen view', () => {
  test('is the same page and picture after every other table has been emptied', async () => {
    const { token } = await shared()
    const before = [await read(token), await look(token)]
    expect(before[0]?.status).toBe(200)
    await pg.query(`truncate ${(await tables()).join(', ')} cascade`)
    expect([await read(token), await look(token)]).toEqual(before)
  })

  test('runs nothing, leads nowhere, is not indexed, kept or told of', async () => {
    const { token } = await shared()
    const answer = await sharePage(db, token, settings)
    const html = await answer.text()
    expect(html).not.toMatch(/<script|<a\s|<link|<iframe|<form|javascript:|\son\w+=/i)
    expect(html).toContain('&lt;script&gt;')
    expect(html).toContain('U+202E')
    expect(html).toContain('<meta name="robots" content="noindex, nofollow, noarchive"/>')
    expect(html).toContain(`content="https://tailpath.example.com/share/${token}/og"`)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    expect(answer.headers.get('x-robots-tag')).toContain('noindex')
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
  })

  test('has a picture of 1200 × 630 that asks the internet for no font', async () => {
    const { token } = await shared()
    const fetched: string[] = []
    const real = globalThis.fetch
    globalThis.fetch = (input, init) => {
      fetched.push(String(input))
      return real(input, init)
    }
    const image = Buffer.from(await (await shareImage(db, token)).arrayBuffer())
    globalThis.fetch = real
    expect(image.subarray(1, 4).toString()).toBe('PNG')
    expect([image.readUInt32BE(16), image.readUInt32BE(20)]).toEqual([1200, 630])
    expect(fetched.filter(url => /^https?:/.test(url))).toEqual([])
  })

  test('unknown, expired, revoked, malformed: one answer, byte for byte, for the page and for its picture', async () => {
    const unknown = newShareToken()
    const expired = await shared({ expiresAt: new Date(Date.now() - 1_000) })
    const revoked = await shared()
    expect((await read(revoked.token)).status).toBe(200)
    expect(await revokeShare(db, revoked.id)).toBe(true)
    expect(await revokeShare(db, revoked.id)).toBe(false)
    const first = await read(unknown)
    expect(first.status).toBe(404)
    for (const token of [unknown, expired.token, revoked.token, '', '%00', 'x'.repeat(5_000)])
      for (const answer of [await read(token), await look(token)]) expect(answer).toEqual(first)
  })

  test('the token has 256 bits and stands nowhere in the database; what was revoked is gone from it', async () => {
    const { token, id } = await shared()
    await read(token)
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const rows = async () => JSON.stringify((await pg.query('select * from share')).rows)
    expect(await rows()).toContain(shareHash(token))
    expect(await rows()).not.toContain(token)
    await revokeShare(db, id)
    const row = (await pg.query('select snapshot from share where id = $1', [id])).rows[0]
    expect(row).toEqual({ snapshot: {} })
  })

  test('openings are counted, pictures are not', async () => {
    const { token, id } = await shared()
    await read(token)
    await read(token)
    await look(token)
    expect((await shares(db)).find(share => share.id === id)).toMatchObject({ opened: 2, isOpen: true })
  })
})

describe('the requests', () => {
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    new Request('http://tailpath/api/v1/share', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', host: 'tailpath', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const order = { search: 'page=overview&from=1h', redaction: ['devices'], expiry: '1h', by: 'Priya' }
  const how = () => ({ now: new Date(), review: { zone: 'UTC', teamLabel: 'team' } })
  const create = (request: Request) => createFrozen(db, request, settings, how())

  test.each<[string, Request, number]>([
    ['from another site', post(order, { Origin: 'https://evil.example' }), 403],
    ['from another site by fetch metadata', post(order, { 'Sec-Fetch-Site': 'cross-site' }), 403],
    ['a form', post('a=b', { 'Content-Type': 'application/x-www-form-urlencoded' }), 415],
    ['no JSON', post('{'), 400],
    ['longer than the administrator allows', post({ ...order, expiry: '30d' }), 400],
    ['for ever, where that is not allowed', post({ ...order, expiry: 'never' }), 400],
    ['a page that cannot be frozen', post({ ...order, search: 'page=settings' }), 400],
    ['a pod that is not there', post({ ...order, search: 'page=target&cluster=a&namespace=b&name=c' }), 404],
    ['an unknown redaction', post({ ...order, redaction: ['nothing'] }), 400],
  ])('%s is refused', async (_, request, status) => {
    const before = (await shares(db)).length
    expect((await create(request)).status).toBe(status)
    expect(await shares(db)).toHaveLength(before)
  })

  test('what a browser sends of its own is not taken: the data is read here', async () => {
    const answer = await create(post({ ...order, snapshot: { headline: 'forged' }, title: 'forged' }))
    expect(answer.status).toBe(201)
    const { path } = (await answer.json()) as { path: string }
    expect(await (await sharePage(db, path.split('/')[2] ?? '', settings)).text()).not.toContain('forged')
  })

  test('revoking is refused from another site and for what is no id', async () => {
    const { id, token } = await shared()
    const revoke = (body: unknown, headers = {}) => revokeFrozen(db, post(body, headers))
    expect((await revoke({ id }, { Origin: 'https://evil.example' })).status).toBe(403)
    expect((await revoke({ id: '1 or 1=1' })).status).toBe(400)
    expect((await read(token)).status).toBe(200)
    expect((await revoke({ id })).status).toBe(200)
    expect((await read(token)).status).toBe(404)
  })
})

describe('settings', () => {
  test.each([
    [{}, { most: 'never', publicUrl: null }],
    [{ TAILPATH_SHARE_MAX: '7d' }, { most: '7d', publicUrl: null }],
    [{ TAILPATH_SHARE_MAX: '9d' }, { most: '1h', publicUrl: null }],
    [{ TAILPATH_PUBLIC_URL: 'https://t.example/' }, { most: 'never', publicUrl: 'https://t.example' }],
    [{ TAILPATH_PUBLIC_URL: 'javascript:alert(1)' }, { most: 'never', publicUrl: null }],
  ])('%j', (env, read) => expect(shareSettings(env)).toEqual(read))
})
