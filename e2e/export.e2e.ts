import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'

/** The lab has this many pods with tailscale. */
const inLab = 15

test.beforeAll(async ({ browser }) => {
  // The stage's collector has just begun: the questions below are about a picture that stands.
  const page = await browser.newPage()
  await expect(async () => {
    await page.goto('/pods?group=none')
    expect(await page.locator('main a.rowlink').count()).toBeGreaterThanOrEqual(inLab)
    await expect(page.getByRole('row', { name: /netpol/ })).toContainText('0 of', { timeout: 1_000 })
  }).toPass({ timeout: 80_000 })
  await page.close()
})

/** Cells of a file of CSV, by RFC 4180. */
function cellsOf(text: string): string[][] {
  const lines: string[][] = [[]]
  const whole = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy
  for (const [, cell = '', end] of text.matchAll(whole)) {
    lines.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    if (end === '\r\n') lines.push([])
  }
  return lines.slice(0, -1)
}

const column = (lines: string[][], key: string) => {
  const place = lines[0]?.indexOf(key) ?? -1
  expect(place, `column ${key}`).toBeGreaterThanOrEqual(0)
  return lines.slice(1).map(line => line[place])
}

async function download(page: Page, name: 'CSV' | 'JSON') {
  await page.getByText('Export', { exact: true }).click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name, exact: true }).click(),
  ])
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') }
}

test.describe('the table as a file', () => {
  test('has what is shown: the same pods in the same order, with the columns that are chosen', async ({
    page,
  }) => {
    await page.goto('/pods?group=none&sort=name&nat=no_udp&cols=path&cols=cause')
    const shown = await page.locator('main a.rowlink').allTextContents()
    expect(shown.toSorted()).toEqual(['netpol', 'noudp'])
    const { name, text } = await download(page, 'CSV')
    expect(name).toMatch(/^tailpath-pods-\d{8}T\d{6}Z\.csv$/)
    const lines = cellsOf(text)
    expect(column(lines, 'pod')).toEqual(shown)
    expect(column(lines, 'links_direct').every(cell => /^\d+$/.test(cell ?? ''))).toBe(true)
    expect(lines[0]).not.toContain('bytes_derp')
  })

  test('all pods come in the order of the page, groups and all', async ({ page, request }) => {
    await page.goto('/pods')
    const shown = await page.locator('main a.rowlink').allTextContents()
    const answer = await request.get('/api/v1/export/pods?format=json')
    const { rows, as_of } = await answer.json()
    expect(rows.map((row: { pod: string }) => row.pod).toSorted()).toEqual(shown.toSorted())
    expect(as_of).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    const dark = rows.filter((row: { seen: string }) => row.seen === 'not_seen')
    for (const row of dark) expect(row.links_direct).toBeNull()
  })

  test('works without scripts', async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto('/pods?q=netpol')
    const { text } = await download(page, 'JSON')
    expect(JSON.parse(text).rows).toHaveLength(1)
    await context.close()
  })

  test('opens in Excel as UTF-8 where a byte order mark is asked for, and has none else', async ({
    request,
  }) => {
    const marked = await (await request.get('/api/v1/export/causes?format=csv&bom=1')).body()
    expect([...marked.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const plain = await request.get('/api/v1/export/causes?format=csv')
    expect((await plain.body()).subarray(0, 5).toString()).toBe('cause')
    expect(plain.headers()['content-type']).toBe('text/csv; charset=utf-8; header=present')
    expect(plain.headers()['content-disposition']).toMatch(/^attachment; filename="[\w-]+\.csv"$/)
  })

  test('every table has one', async ({ page, request }) => {
    await page.goto('/pods?q=netpol')
    const [, , cluster, namespace, name] =
      (await page.locator('main a.rowlink').first().getAttribute('href'))?.split(/[/?]/) ?? []
    const rowsOf = async (search: string) => {
      const answer = await request.get(`/api/v1/export/${search}`)
      expect(answer.status(), search).toBe(200)
      return cellsOf(await answer.text())
    }
    const links = await rowsOf(`links?cluster=${cluster}&namespace=${namespace}&name=${name}`)
    expect(links.length).toBeGreaterThan(1)
    const device = column(links, 'peer_id')[0]
    expect(column(await rowsOf(`device-links?device=${device}`), 'pod').length).toBeGreaterThan(0)
    const matrix = await rowsOf('matrix?group=none')
    expect(column(matrix, 'row')).toContain('netpol')
    expect(column(await rowsOf('causes'), 'cause').length).toBeGreaterThan(0)
    expect((await rowsOf('fixes'))[0]).toContain('applied_at')
    const week = (await (await request.get('/review')).text()).match(/\d{4}-W\d\d/)?.[0]
    expect((await rowsOf(`moves?week=${week}`))[0]).toContain('turn')
  })

  for (const [what, address, status] of [
    ['a table that is none', 'secrets', 404],
    ['a form that is none', 'pods?format=xlsx', 400],
    ['a pod that is none', 'links?cluster=x&namespace=y&name=z', 404],
    ['a week that is none', 'moves?week=../../etc', 404],
    ['hours that are none', 'pods?from=yesterday-ish', 400],
  ] as const) {
    test(`refuses ${what}`, async ({ request }) => {
      const answer = await request.get(`/api/v1/export/${address}`)
      expect(answer.status()).toBe(status)
      expect((await answer.json()).error.todo).toBeTruthy()
    })
  }
})

test.describe('an answer that is asked for again', () => {
  test('is not sent where nothing changed, and else is another one', async ({ request }) => {
    // The stage writes every second: the two requests may fall on both sides of a round.
    await expect(async () => {
      const first = await request.get('/api/v1/pods')
      const { etag = '' } = first.headers()
      expect(etag).toMatch(/^W\/"/)
      const again = await request.get('/api/v1/pods', { headers: { 'If-None-Match': etag } })
      expect(again.status()).toBe(304)
      expect(await again.body()).toHaveLength(0)
    }).toPass({ timeout: 30_000 })
    const other = await request.get('/api/v1/pods', { headers: { 'If-None-Match': 'W/"another"' } })
    expect(other.status()).toBe(200)
  })

  test('tells only what changed since the one before', async ({ request }) => {
    const all = await (await request.get('/api/v1/pods')).json()
    expect(all.isChange).toBe(false)
    const change = await (await request.get(`/api/v1/pods?since=${encodeURIComponent(all.version)}`)).json()
    expect(change).toMatchObject({ isChange: true, count: all.count })
    const known = new Set(all.rows.map((row: { id: string }) => row.id))
    for (const row of change.rows) expect(known.has(row.id)).toBe(true)
  })
})
