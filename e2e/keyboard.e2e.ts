import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { controls, finding, going } from '#components/shell/shortcuts.ts'

/** Can someone without a mouse go from "something is slow" to a link in the channel, and find the keys for it? */

test.beforeAll(async ({ request }) => {
  // The stage's collector has just begun: the questions below are about a picture that stands.
  await expect(async () => {
    const { rows } = await (await request.get('/api/v1/causes?from=1h')).json()
    expect(rows.some((row: { derpLinks: number }) => row.derpLinks > 0)).toBe(true)
    const found = await (await request.get('/api/v1/search?q=lap-hard')).json()
    expect(found.best?.rows?.length).toBeGreaterThan(0)
  }).toPass({ timeout: 80_000 })
})

const dialog = (page: Page, name: 'Keyboard' | 'Commands') => page.getByRole('dialog', { name })

/** Keys work from the moment on that the page's script runs; what is open already stays so. */
async function open(page: Page, key: '?' | 'Control+k', name: 'Keyboard' | 'Commands') {
  await expect(async () => {
    if (!(await dialog(page, name).isVisible())) await page.keyboard.press(key)
    await expect(dialog(page, name)).toBeVisible({ timeout: 500 })
  }).toPass()
}

/** Ready for keys: the help has opened once and is closed again. */
async function ready(page: Page) {
  await open(page, '?', 'Keyboard')
  await page.keyboard.press('Escape')
  await expect(dialog(page, 'Keyboard')).toBeHidden()
}

/** What has the focus, as a screen reader would name it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement) || element === document.body) return ''
    return (element.getAttribute('aria-label') ?? element.textContent ?? '').trim()
  })

async function tabTo(page: Page, name: RegExp) {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab')
    if (name.test(await focused(page))) return
  }
  throw new Error(`120 tabs do not reach ${name}`)
}

test('from the overview by pod and cause to a frozen incident that a stranger reads, without a mouse', async ({
  page,
  browser,
}) => {
  await page.goto('/?from=1h&zone=UTC')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('direct')
  await tabTo(page, /^Look at /)
  const pod = (await focused(page)).replace('Look at ', '')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/pods/.*/${pod}\\?.*from=1h`))
  await expect(page.getByRole('heading', { level: 1 })).toContainText('DERP')

  const cause = page.getByRole('region', { name: 'Causes' }).getByRole('article').first()
  const title = (await cause.getByRole('heading').textContent()) ?? ''
  const code = (await cause.getByRole('link').first().textContent()) ?? ''
  expect(code).toMatch(/^[a-z0-9-]{4,}$/)
  await tabTo(page, new RegExp(`^${code}$`))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/causes/${code}\\?.*from=1h`))
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title)

  await page.keyboard.press('s')
  await expect(page.getByRole('heading', { name: 'Freeze and share' })).toBeVisible()
  await tabTo(page, /^Create the link$/)
  await page.keyboard.press('Enter')
  const link = page.getByRole('textbox', { name: 'Link to the frozen copy' })
  await expect(link).toHaveValue(/\/share\/[\w-]{43}$/)

  const context = await browser.newContext({ javaScriptEnabled: false })
  const theirs = await context.newPage()
  await theirs.goto(await link.inputValue())
  await expect(theirs.getByRole('heading', { level: 1 })).toContainText(title)
  await expect(theirs.getByRole('region', { name: 'Frozen copy' })).toContainText('Covers')
  expect(await theirs.locator('a, script, form').count()).toBe(0)
  await context.close()
})

test.describe('the list of keys', () => {
  test('names every key there is, holds the focus, and gives it back', async ({ page }) => {
    await page.goto('/?from=1h')
    await open(page, '?', 'Keyboard')
    const list = dialog(page, 'Keyboard')
    for (const { keys, title } of [...controls, ...going, ...finding]) {
      const line = list.locator('dl > div').filter({ has: page.getByText(title, { exact: true }) })
      await expect(line.locator('kbd').first()).toHaveText(keys.split(' ')[0] ?? '')
      await expect(line.locator('kbd').last()).toHaveText(keys.split(' ').at(-1) ?? '')
    }
    for (let presses = 0; presses < 6; presses += 1) {
      await page.keyboard.press('Tab')
      const isOutside = await page.evaluate(
        () => document.activeElement !== document.body && !document.activeElement?.closest('dialog'),
      )
      expect(isOutside).toBe(false)
    }
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await page.keyboard.press('Escape')
    await expect(list).toBeHidden()

    const button = page.getByRole('button', { name: 'Keyboard' })
    await button.focus()
    await page.keyboard.press('Enter')
    await expect(list).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(button).toBeFocused()
  })

  test('turns the single keys off, for this browser, until they are wanted again', async ({ page }) => {
    await page.goto('/?from=1h')
    await open(page, '?', 'Keyboard')
    await page.getByRole('checkbox', { name: /^Single keys/ }).press('Space')
    await page.keyboard.press('Escape')
    for (const key of ['?', '/', 's', 'l', 't', 'g', 'p']) await page.keyboard.press(key)
    await page.waitForTimeout(300)
    await expect(page).toHaveURL(/\/\?from=1h$/)
    await expect(dialog(page, 'Keyboard')).toBeHidden()
    await expect(page.getByRole('combobox', { name: /^Search/ })).not.toBeFocused()
    await page.reload()
    await open(page, 'Control+k', 'Commands')
    await page.keyboard.press('Escape')
    await page.keyboard.press('s')
    await page.waitForTimeout(300)
    await expect(page).toHaveURL(/\/\?from=1h$/)

    await page.getByRole('button', { name: 'Keyboard' }).press('Enter')
    await page.getByRole('checkbox', { name: /^Single keys/ }).press('Space')
    await page.keyboard.press('Escape')
    await page.keyboard.press('g')
    await page.keyboard.press('p')
    await expect(page).toHaveURL(/\/pods\?from=1h/)
  })
})

test.describe('a key presses what stands on the page', () => {
  test('live and paused, earlier and later, the hours', async ({ page }) => {
    await page.goto('/regions?from=1h&zone=UTC')
    await ready(page)
    await page.keyboard.press('l')
    await expect(page.getByText(/^Paused at/)).toBeVisible()
    // Pausing says the hours in the address, too.
    await expect(page).toHaveURL(/to=\d{4}/)
    const paused = page.url()
    await page.keyboard.press('[')
    await expect(page).not.toHaveURL(paused)
    const earlier = page.url()
    await page.keyboard.press(']')
    await expect(page).not.toHaveURL(earlier)
    await page.keyboard.press('l')
    await expect(page).not.toHaveURL(/to=/)
    await page.keyboard.press('t')
    await expect(page.getByLabel('From', { exact: true })).toBeVisible()
  })

  test('a letter in a field is a letter', async ({ page }) => {
    await page.goto('/causes?from=1h')
    await ready(page)
    await page.keyboard.press('/')
    const search = page.getByRole('combobox', { name: /^Search/ })
    await expect(search).toBeFocused()
    await page.keyboard.type('slg?[')
    await expect(search).toHaveValue('slg?[')
    await expect(page).toHaveURL(/\/causes\?from=1h$/)
    await expect(dialog(page, 'Keyboard')).toBeHidden()
  })

  test('the pods’ own filter keeps the slash', async ({ page }) => {
    await page.goto('/pods')
    await ready(page)
    await page.keyboard.press('/')
    await expect(page.getByRole('searchbox', { name: 'Filter by name' })).toBeFocused()
  })

  for (const path of ['/', '/pods', '/causes', '/matrix', '/regions'])
    test(`link and Markdown of ${path} go to the clipboard`, async ({ page }) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
      await page.goto(`${path}?from=1h&zone=UTC`)
      await ready(page)
      await page.keyboard.press('c')
      await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
      const link = new URL(await page.evaluate(() => navigator.clipboard.readText()))
      expect(link.pathname).toBe(path)
      for (const name of ['from', 'to']) expect(link.searchParams.get(name)).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/)
      await page.keyboard.press('m')
      await expect(page.getByRole('button', { name: 'Copied, names taken out' })).toBeVisible()
      const text = await page.evaluate(() => navigator.clipboard.readText())
      expect(text).toMatch(/^\*\*.+\*\*\n/)
      expect(text).toMatch(/taken .* with tailpath\._\n$/)
      expect(text).not.toMatch(/\.ts\.net|user@example|NaN|undefined|\[object/)
    })
})

test.describe('the palette', () => {
  const selected = (page: Page) => page.getByRole('option', { selected: true })

  test('leads to pages, presses what is on the page, and finds whatever is pasted', async ({ page }) => {
    await page.goto('/?from=1h&zone=UTC')
    await open(page, 'Control+k', 'Commands')
    await page.keyboard.type('regi')
    await expect(selected(page)).toContainText('Regions')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/regions\?from=1h/)

    await open(page, 'Control+k', 'Commands')
    await page.keyboard.type('theme dark')
    await page.keyboard.press('Enter')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')

    await open(page, 'Control+k', 'Commands')
    await page.keyboard.type('share')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/freeze\?page=regions/)

    await open(page, 'Control+k', 'Commands')
    await page.keyboard.insertText('100.64.0.25')
    await expect(selected(page)).toContainText('lap-hard')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/devices\/.*from=1h/)
  })

  test('arrows go around, what is chosen is told, Escape gives the focus back', async ({ page }) => {
    await page.goto('/settings')
    const button = page.getByRole('button', { name: /Commands$/ })
    await expect(async () => {
      await button.press('Enter')
      await expect(dialog(page, 'Commands')).toBeVisible({ timeout: 500 })
    }).toPass()
    const field = page.getByRole('combobox', { name: /^Pages, actions/ })
    await expect(field).toBeFocused()
    const options = page.getByRole('option')
    await page.keyboard.press('ArrowUp')
    await expect(options.last()).toHaveAttribute('aria-selected', 'true')
    await expect(field).toHaveAttribute(
      'aria-activedescendant',
      (await options.last().getAttribute('id')) ?? '',
    )
    await page.keyboard.press('ArrowDown')
    await expect(options.first()).toHaveAttribute('aria-selected', 'true')
    // Nothing is offered that this page has no control for.
    await expect(options.filter({ hasText: 'Share' })).toHaveCount(0)
    await page.keyboard.press('Escape')
    await expect(button).toBeFocused()
  })

  for (const scheme of ['light', 'dark'] as const)
    test(`has no violation of accessibility in ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme })
      await page.goto('/causes?from=1h')
      await open(page, 'Control+k', 'Commands')
      await page.keyboard.type('a')
      await expect(selected(page)).toBeVisible()
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    })
})
