import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FrozenImage } from '#components/share/FrozenImage.tsx'
import { shareHref } from '#components/share/shareHref.ts'
import { everyMinute, type TestStage, testStage } from '#lib/demo/testStage.ts'
import { labWorld } from '#lib/fake/world/labWorld.ts'
import { type Frozen, type FrozenPage, frozenPages, frozenShape } from '#lib/report/frozen.ts'
import { frozenCard } from '#lib/report/frozenCard.ts'
import { weekAt } from '#lib/report/isoWeek.ts'
import { redactions } from '#lib/report/redactText.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { knownNames } from '#lib/store/read/knownNames.ts'
import { causes } from '../ask/causes.ts'
import { createFrozen } from '../ask/createFrozen.ts'
import { freeze } from '../ask/freeze.ts'
import { frozenAsk } from '../ask/frozenAsk.ts'
import { frozenMarkdownOf } from '../ask/frozenMarkdownOf.ts'
import { matrix } from '../ask/matrix.ts'
import { frozenOf } from './frozenOf.ts'
import { shareImage } from './shareImage.tsx'
import { sharePage } from './sharePage.tsx'
import type { ShareSettings } from './shareSettings.ts'

/** Each page that can be frozen, of the lab as the collector saw it: what does a stranger get to read? */

const minutes = 4
const start = new Date((Math.floor(Date.now() / 60_000) - minutes) * 60_000)
const settings: ShareSettings = { most: 'never', publicUrl: 'https://tailpath.example.com' }
const review = { zone: 'UTC', teamLabel: 'team' }
let stage: TestStage
let drop: () => Promise<void>
/** The collector looks once more, a minute later. */
let later: () => Promise<void>
const places = new Map<FrozenPage, string>()
/** Names and addresses of devices that no sentence of ours holds by chance. */
let secrets: string[]

beforeAll(async () => {
  const database = await testDatabase()
  stage = await testStage({ world: labWorld({ at: start }), url: database.url, start })
  drop = async () => {
    await stage.close()
    await database.close()
  }
  const begun = await stage.begin({ settings: { ...everyMinute, diagnoseSeconds: 60 } })
  later = () => stage.step([begun.collector], 60)
  for (let minute = 0; minute < minutes; minute++) await later()
  const { db } = stage
  const now = stage.now()
  const window = { from: new Date(now.getTime() - 3_600_000), to: now }
  const pairs = await matrix.answer({ db, now, window, params: { group: 'none' } })
  const open = await causes.answer({ db, now, window, params: {} })
  const held = pairs?.rows.flatMap(row => row.cells).find(cell => cell.kind === 'derp' && cell.href)
  for (const [page, path] of [
    ['overview', '/'],
    ['pods', '/pods'],
    ['target', '/pods/dc-cilium/apps/netpol'],
    ['causes', '/causes'],
    ['cause', `/causes/${open?.rows[0]?.code}`],
    ['link', held?.href ?? ''],
    ['device', pairs?.columns[0]?.href ?? ''],
    ['matrix', '/matrix'],
    ['regions', '/regions'],
    ['review', `/review/${weekAt(now.getTime(), 'UTC')}`],
  ] as const)
    places.set(page, path)
  const { tailnet, devices } = await knownNames(db, start)
  secrets = [...new Set([...tailnet, ...devices.flat()])].filter(
    name => name.length > 5 && /[-.:]/.test(name) && /\d|\.|-/.test(name),
  )
}, 120_000)
afterAll(() => drop())

/** What the freeze page is asked with from a page's address. */
function searchOf(page: FrozenPage, more = ''): string {
  const search = new URLSearchParams(`from=1h&zone=UTC${more}`)
  const href = shareHref(places.get(page) ?? '', search)
  if (!href) throw new Error(`the page ${page} has no way to its frozen copy`)
  return href.split('?')[1] ?? ''
}

async function frozen(page: FrozenPage, more = ''): Promise<Frozen> {
  const now = stage.now()
  const read = frozenAsk(new URLSearchParams(searchOf(page, more)), now)
  if (!read.ok) throw new Error(read.why)
  const made = await freeze(stage.db, read.ask, { now, by: null, review })
  if (!made) throw new Error(`nothing to freeze at ${page}`)
  return made.frozen
}

async function share(page: FrozenPage, redaction: readonly string[]) {
  const order = { search: searchOf(page), redaction, expiry: '1h', by: null }
  const request = new Request('http://tailpath/api/v1/share', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', host: 'tailpath' },
    body: JSON.stringify(order),
  })
  const answer = await createFrozen(stage.db, request, settings, { now: stage.now(), review })
  expect(answer.status).toBe(201)
  const { path } = (await answer.json()) as { path: string }
  const token = path.split('/')[2] ?? ''
  const opened = await frozenOf(stage.db, token, 'image')
  if (!opened) throw new Error('what was just frozen does not open')
  return { token, snapshot: opened.frozen }
}

const markdownOf = async (page: FrozenPage, more = '') => {
  const request = new Request(`http://tailpath/api/v1/markdown?${searchOf(page)}${more}`)
  const answer = await frozenMarkdownOf(stage.db, request, { now: stage.now(), by: null, review })
  return { status: answer.status, text: await answer.text() }
}

const word = /[\p{L}\p{N}]/u
/** Secrets that stand in a text as words of their own. */
const leaked = (text: string) =>
  secrets.filter(secret => {
    for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1))
      if (!word.test(text[at - 1] ?? ' ') && !word.test(text[at + secret.length] ?? ' ')) return true
    return false
  })
const publicAddress = /\b(?:203\.0\.113|198\.51\.100|192\.0\.2)\.(?!0\/24)\d+/

test('every page that can be frozen is tried here, and has a button that leads there', () => {
  expect([...places.keys()].toSorted()).toEqual([...frozenPages].toSorted())
  for (const page of frozenPages) expect(new URLSearchParams(searchOf(page)).get('page')).toBe(page)
  expect(secrets.length).toBeGreaterThan(20)
})

describe.each(frozenPages)('%s', page => {
  test('holds nothing but what a frozen view may hold, and draws a chart', async () => {
    const view = await frozen(page)
    expect(frozenShape.parse(view)).toEqual(view)
    expect(JSON.stringify(view)).not.toMatch(/"(href|observer|key|command|manifest|node)":/)
    expect(view.headline).not.toBe('')
    expect(view.blocks.length).toBeGreaterThan(0)
    expect(frozenCard(view).chart).not.toBeNull()
    expect(JSON.stringify(view)).not.toMatch(/NaN|undefined|\[object/)
  })

  test('is frozen as of the end of a range in the past', async () => {
    const to = new Date(stage.now().getTime() - 60_000)
    const view = await frozen(page, `&to=${to.toISOString()}`)
    expect(frozenShape.parse(view)).toEqual(view)
    expect(view.headline).not.toBe('')
    if (page !== 'review') expect(view.to).toBe(to.getTime())
    expect(view.takenAt).toBe(stage.now().getTime())
  })

  test('tells no name that was taken out: in the page, its head, its image and its Markdown', async () => {
    const { token, snapshot } = await share(page, redactions)
    const html = await (await sharePage(stage.db, token, settings)).text()
    const body = html.replace(/<style>.*?<\/style>/s, '')
    const card = frozenCard(snapshot)
    const drawn = renderToStaticMarkup(createElement(FrozenImage, { card }))
    const { status, text } = await markdownOf(page)
    expect(status).toBe(200)
    for (const told of [body, JSON.stringify(snapshot), JSON.stringify(card), drawn, text]) {
      expect(leaked(told)).toEqual([])
      expect(told).not.toMatch(publicAddress)
      expect(told).not.toMatch(/user@example\.com|\.ts\.net/)
    }
    expect(body).not.toMatch(/<script|<a\s|<link|<form|<iframe|\son\w+=|href="\//i)
    const image = await shareImage(stage.db, token)
    expect(image.headers.get('content-type')).toBe('image/png')
    expect(image.headers.get('cache-control')).toBe('no-store')
  })

  test('shows no other place and no other hours for what is added to its address', async () => {
    const bare = await frozen(page)
    const tried = await frozen(
      page,
      '&cluster=eks-prod&namespace=apps&name=api&device=x&a=x&b=y&code=x&week=1999-W01&most=1&q=&page=pods&keep=devices',
    )
    // The pods page has filters by cluster and namespace of its own.
    if (page !== 'pods') expect(tried).toEqual(bare)
    expect(tried.page).toBe(page)
  })
})

test('what is kept by choice is told: the test above can fail', async () => {
  for (const page of ['target', 'link', 'device', 'matrix'] as const) {
    const { token } = await share(page, [])
    const html = await (await sharePage(stage.db, token, settings)).text()
    expect([page, leaked(html).length > 0]).toEqual([page, true])
    expect(leaked((await markdownOf(page, '&keep=devices&keep=tailnet')).text)).not.toEqual([])
  }
  // Their image has a name in its headline.
  for (const page of ['link', 'device'] as const) {
    const [told, kept] = [await share(page, redactions), await share(page, [])]
    const pixels = async (token: string) =>
      Buffer.from(await (await shareImage(stage.db, token)).arrayBuffer()).toString('base64')
    expect(await pixels(told.token)).not.toBe(await pixels(kept.token))
  }
})

test.each([
  ['page=settings', 400],
  ['page=link&a=nobody&b=nothing', 404],
  ['page=link', 404],
  ['page=device&device=%00', 400],
  ['page=matrix&rows=%00', 400],
  ['page=review&week=2026-W40&scope=%00', 404],
  ['page=review&week=1999-W99', 404],
  ['page=review&week=2026-W40&scope=%27', 404],
  [`page=cause&code=${'x'.repeat(65)}`, 400],
  ['page=matrix&group=DROP', 400],
  ['page=regions&from=tomorrow', 400],
  ['page=regions&at=2999-01-01', 400],
  ['page=regions&at=2026-02-30', 400],
  ['page=regions&from=0000-01-01&to=0000-01-02', 400],
])('%s is answered with %i', async (search, status) => {
  const request = new Request(`http://tailpath/api/v1/markdown?${search}`)
  const how = { now: stage.now(), by: null, review }
  expect((await frozenMarkdownOf(stage.db, request, how)).status).toBe(status)
})

test('a moment that is replayed is what is frozen', async () => {
  const now = stage.now()
  const at = new Date(now.getTime() - 120_000).toISOString()
  const view = await frozen('matrix', `&at=${at}`)
  expect([view.from, view.to]).toEqual([Date.parse(at) - 3_600_000, Date.parse(at)])
  expect(frozenAsk(new URLSearchParams('page=matrix&at=yesterday'), now).ok).toBe(false)
})

test('none of them moves when the tailnet does', async () => {
  const made: { page: FrozenPage; token: string; before: string }[] = []
  const read = async (token: string) => {
    const image = await (await shareImage(stage.db, token)).arrayBuffer()
    return `${await (await sharePage(stage.db, token, settings)).text()}${Buffer.from(image).toString('base64')}`
  }
  for (const page of frozenPages) {
    const { token } = await share(page, redactions)
    made.push({ page, token, before: await read(token) })
  }
  const before = await frozen('overview')
  await later()
  expect(await frozen('overview')).not.toEqual(before)
  const moved: FrozenPage[] = []
  for (const { page, token, before } of made) if ((await read(token)) !== before) moved.push(page)
  expect(moved).toEqual([])
})
