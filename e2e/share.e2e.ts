import AxeBuilder from '@axe-core/playwright'
import { type APIResponse, type Browser, expect, type Page, test } from '@playwright/test'

/** Can this go into the channel as it is, and does nothing else go with it? */

const place = { cluster: 'dc-cilium', namespace: 'apps', name: 'netpol' }
const address = `/pods/${place.cluster}/${place.namespace}/${place.name}`

/** Waits until the collector on the stage has seen the pod's links and told why. */
async function openPod(page: Page) {
  await expect(async () => {
    await page.goto(`${address}?from=1h`)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('through DERP', { timeout: 2_000 })
  }).toPass({ timeout: 60_000 })
}

/** What has the focus, as a screen reader would name it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement)) return ''
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null
    return (label ?? element.getAttribute('aria-label') ?? element.textContent ?? '').trim()
  })

async function tabTo(page: Page, name: string | RegExp) {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab')
    const now = await focused(page)
    if (typeof name === 'string' ? now === name : name.test(now)) return
  }
  throw new Error(`80 tabs do not reach ${name}`)
}

/** By keyboard alone, from a pod's page to the link. */
async function share(page: Page, change?: () => Promise<void>): Promise<string> {
  await openPod(page)
  await tabTo(page, 'Share')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Freeze and share' })).toBeVisible()
  await change?.()
  await tabTo(page, /^By whom/)
  await page.keyboard.type('Priya, SRE')
  await tabTo(page, 'Create the link')
  await page.keyboard.press('Enter')
  const link = page.getByRole('textbox', { name: 'Link to the frozen copy' })
  await expect(link).toHaveValue(/\/share\/[\w-]{43}$/)
  return link.inputValue()
}

async function stranger(browser: Browser) {
  const context = await browser.newContext({ javaScriptEnabled: false })
  return { context, page: await context.newPage() }
}

async function devicesOf(page: Page): Promise<string[]> {
  const search = new URLSearchParams({ ...place, from: '1h' })
  const lanes: { peerName: string }[] = (await (await page.request.get(`/api/v1/lanes?${search}`)).json())
    .lanes
  const names = lanes.flatMap(({ peerName }) => [peerName, peerName.split('.')[0] ?? ''])
  expect(names.length).toBeGreaterThan(4)
  return names
}

async function whole(answer: APIResponse) {
  const { date: _, ...headers } = answer.headers()
  return { status: answer.status(), headers, body: (await answer.body()).toString('base64') }
}

const isWord = (text: string, name: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])${name.replace(/[.*+?^$()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'iu').test(
    text,
  )

test('a pod is frozen by keyboard alone and read by a stranger without scripts', async ({
  page,
  browser,
}) => {
  const url = await share(page)
  const { context, page: theirs } = await stranger(browser)
  const asked: string[] = []
  theirs.on('request', request => asked.push(new URL(request.url()).pathname))
  await theirs.goto(url)
  await expect(theirs.getByRole('heading', { level: 1 })).toContainText('through DERP')
  const banner = theirs.getByRole('region', { name: 'Frozen copy' })
  await expect(banner).toContainText('by Priya, SRE')
  await expect(banner).toContainText('until')
  await expect(banner).toContainText('Redacted: tailnet name, e-mail addresses, public addresses')
  await expect(theirs.getByRole('region', { name: 'Path of each link' })).toContainText('DERP nyc')
  await expect(theirs.getByRole('region', { name: 'Causes' })).toContainText('lets no UDP out')
  await expect(theirs.getByRole('region', { name: 'Remedy' })).toContainText('protocol: UDP')
  expect(await theirs.locator('a, script, form, iframe, link').count()).toBe(0)
  expect(asked.filter(path => !path.startsWith('/share/') && !path.startsWith('/fonts/'))).toEqual([])
  await context.close()

  await page.goto(url)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(each => each.id)).toEqual([])
})

test('a frozen copy shows no unredacted field, no live data and no other pod, whatever is asked of it', async ({
  page,
  browser,
}) => {
  const url = await share(page)
  const devices = await devicesOf(page)
  const { context, page: theirs } = await stranger(browser)
  await theirs.goto(url)
  const text = (await theirs.locator('body').textContent()) ?? ''
  // Words of ours that a device on the stage is called by, too, are no names there.
  const prose = text.replace(/peer relay|public (node|address)e?s?|Tailscale API|hostPort = PORT/gi, '')
  expect(devices.filter(name => isWord(prose, name))).toEqual([])
  expect(text).not.toMatch(/\.ts\.net|@[a-z]/i)
  const bare = await whole(await theirs.request.get(url))
  for (const attempt of [
    '?cluster=eks-prod&namespace=apps&name=api',
    '?from=6h&to=',
    '?keep=devices&keep=tailnet&redaction=',
    '?_rsc=1',
  ])
    expect((await whole(await theirs.request.get(url + attempt))).body).toBe(bare.body)
  const rsc = await theirs.request.get(url, { headers: { RSC: '1', 'Next-Router-Prefetch': '1' } })
  expect((await rsc.body()).toString('base64')).toBe(bare.body)
  for (const method of ['post', 'put', 'delete'] as const)
    expect((await theirs.request[method](url)).status()).toBe(405)
  await context.close()
})

test('what is kept by choice is shown, what is not is not, and the preview says so before', async ({
  page,
}) => {
  await openPod(page)
  const devices = (await devicesOf(page)).filter(name => name.includes('.'))
  const search = new URLSearchParams({ page: 'target', ...place, from: '1h' })
  await page.goto(`/freeze?${search}`)
  const preview = page.locator('.frozen-preview')
  await expect(preview).toContainText('device 1')
  await page.getByRole('checkbox', { name: /^Device names/ }).press('Space')
  await expect(preview.getByRole('heading', { level: 1 })).toContainText('netpol')
  await expect(preview).not.toContainText('device 1')
  expect(devices.length).toBeGreaterThan(0)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(each => each.id)).toEqual([])
})

/** Pages beside the pod's; their places are those of the lab. */
async function otherPages(page: Page): Promise<[string, string][]> {
  const pairs = await (await page.request.get('/api/v1/matrix?group=none')).json()
  const review = new URL((await page.request.get('/review')).url()).pathname
  const cells: { kind: string; href: string | null }[] = pairs.rows.flatMap(
    (row: { cells: unknown[] }) => row.cells,
  )
  const link = cells.find(({ kind, href }) => kind === 'derp' && href)?.href
  return [
    ['the overview', '/'],
    ['pods', '/pods'],
    ['causes', '/causes'],
    ['a cause', '/causes/udp-blocked-netpol'],
    ['a link', link ?? ''],
    ['a device', pairs.columns[0].href],
    ['the matrix', '/matrix'],
    ['regions', '/regions'],
    ['a review', review],
  ]
}

test('every page that an incident links is frozen from its own address, and shows what it showed', async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000)
  await openPod(page)
  const devices = (await devicesOf(page)).filter(name => name.includes('.'))
  for (const [what, path] of await otherPages(page)) {
    expect(path, what).toMatch(/^\//)
    await page.goto(`${path}?from=1h&zone=UTC`)
    const link = page.getByRole('link', { name: 'Share', exact: true })
    await link.press('Enter')
    await expect(page.getByRole('heading', { name: 'Freeze and share' })).toBeVisible()
    await page.getByRole('button', { name: 'Create the link' }).press('Enter')
    const field = page.getByRole('textbox', { name: 'Link to the frozen copy' })
    await expect(field).toHaveValue(/\/share\/[\w-]{43}$/)
    const url = await field.inputValue()

    const { context, page: theirs } = await stranger(browser)
    await theirs.goto(url)
    await expect(theirs.getByRole('heading', { level: 1 })).not.toBeEmpty()
    expect(await theirs.locator('a, script, form, iframe, link').count(), what).toBe(0)
    const text = (await theirs.locator('body').textContent()) ?? ''
    expect([what, devices.filter(name => isWord(text, name))]).toEqual([what, []])
    expect(text).not.toMatch(/\.ts\.net|@[a-z]|NaN|undefined|\[object/i)
    const bare = await whole(await theirs.request.get(url))
    expect(bare.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': expect.stringContaining('noindex'),
    })
    const picture = await whole(await theirs.request.get(`${url}/og`))
    for (const attempt of ['?page=pods&from=6h&keep=devices', '?a=x&b=y&device=z&week=2026-W01', '?_rsc=1']) {
      expect((await whole(await theirs.request.get(url + attempt))).body, what).toBe(bare.body)
      expect((await whole(await theirs.request.get(`${url}/og${attempt}`))).body, what).toBe(picture.body)
    }
    await context.close()
  }
})

test('its picture is 1200 × 630 and comes without scripts, cookies or login', async ({
  page,
  playwright,
}) => {
  const url = await share(page)
  const clean = await playwright.request.newContext()
  const image = await clean.get(`${url}/og`)
  expect(image.headers()['content-type']).toBe('image/png')
  expect(image.headers()['cache-control']).toBe('no-store')
  const bytes = await image.body()
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630])
  await clean.dispose()
})

test('a revoked link answers as one that never was, byte for byte', async ({ page, playwright }) => {
  const url = await share(page)
  const clean = await playwright.request.newContext()
  expect((await clean.get(url)).status()).toBe(200)
  await page.goto('/settings')
  const first = page.getByRole('region', { name: 'Frozen views', exact: true }).getByRole('row').nth(1)
  await expect(first).toContainText('Priya, SRE')
  await expect(first.getByRole('cell').nth(4)).toHaveText('1')
  await first.getByRole('button', { name: /^Revoke/ }).press('Enter')
  await expect(first).toContainText('revoked')
  const never = url.replace(/[^/]+$/, 'A'.repeat(43))
  expect(await whole(await clean.get(url))).toEqual(await whole(await clean.get(never)))
  expect(await whole(await clean.get(`${url}/og`))).toEqual(await whole(await clean.get(`${never}/og`)))
  await clean.dispose()
})

test('a copied link is absolute in time and zone, and shows the same hours to someone else', async ({
  page,
  browser,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/?from=1h')
  await page.getByRole('button', { name: 'Copy link' }).press('Enter')
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  const copied = new URL(await page.evaluate(() => navigator.clipboard.readText()))
  expect(copied.searchParams.get('from')).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/)
  expect(copied.searchParams.get('to')).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/)
  expect(copied.searchParams.get('zone')).toBe('UTC')
  const { context, page: theirs } = await stranger(browser)
  await theirs.goto(copied.href)
  await expect(theirs.getByText('Paused').first()).toBeVisible()
  await context.close()
})

test.describe('as Markdown', () => {
  for (const [name, search] of [
    ['overview', 'page=overview'],
    ['pods', 'page=pods'],
    ['a pod', `page=target&${new URLSearchParams(place)}`],
    ['a cause', 'page=cause&code=udp-blocked-netpol'],
    ['causes', 'page=causes'],
    ['the matrix', 'page=matrix'],
    ['regions', 'page=regions'],
  ] as const)
    test(`${name} is copied, with the same taken out`, async ({ page }) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
      await openPod(page)
      await page.goto(`/freeze?${search}&from=1h`)
      await page.getByRole('button', { name: 'Copy as Markdown' }).press('Enter')
      await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
      const text = await page.evaluate(() => navigator.clipboard.readText())
      expect(text).toMatch(/^\*\*.+\*\*\n/)
      expect(text).toMatch(/_.* UTC, taken .* with tailpath\._\n$/)
      expect(text).not.toContain('.ts.net')
      expect(text).not.toMatch(/NaN|undefined|\[object/)
    })
})
