import { expect, type Page, test } from '@playwright/test'
import { pageCost } from './pageCost.ts'

/** What does it cost to open a page, and does it stand still while it comes? */

/** Bytes over the wire; what is moved on screen, as a part of it. */
const bounds = { scriptBytes: 200_000, cls: 0.01 }

test.beforeAll(async ({ request }) => {
  await expect(async () => {
    const { lastRoundAt } = await (await request.get('/api/v1/standing')).json()
    expect(lastRoundAt).not.toBeNull()
  }).toPass({ timeout: 80_000 })
})

const widths = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]
for (const path of ['/', '/pods', '/pods/eks-prod/apps/api', '/matrix']) {
  for (const viewport of widths) {
    test(`${path} comes without moving, at ${viewport.width} pixels`, async ({ browser, baseURL }) => {
      const { read, close } = await pageCost(browser, `${baseURL}${path}`, { viewport })
      const { cls, shifts, lcp } = await read()
      await close()
      expect(lcp).toBeGreaterThan(0)
      expect(cls, shifts.join('\n')).toBeLessThanOrEqual(bounds.cls)
    })
  }
}

test('the overview needs no more than 200 kB of scripts, its charts drawn and the palette ready to be asked for', async ({
  browser,
  baseURL,
}) => {
  const { page, read, close } = await pageCost(browser, `${baseURL}/`)
  const first = await read()
  expect(first.scripts).toBeGreaterThan(3)
  expect(first.scriptBytes).toBeLessThanOrEqual(bounds.scriptBytes)
  const still = page.locator('.chart .still')
  await expect(still).toHaveCount(3)
  await expect(
    still
      .first()
      .locator('text', { hasText: /^\d\d:\d\d$/ })
      .first(),
  ).toBeVisible()
  await expect(page.locator('.recharts-surface')).toHaveCount(0)

  const before = await places(page)
  await page.mouse.move(10, 10)
  await expect(page.locator('.recharts-surface')).toHaveCount(3)
  await expect(still).toHaveCount(0)
  expect(await places(page)).toEqual(before)
  const then = await read()
  expect(then.scriptBytes).toBeGreaterThan(first.scriptBytes)
  expect(then.cls, then.shifts.join('\n')).toBeLessThanOrEqual(bounds.cls)
  await close()
})

/** Where the words of the axes stand and where the bands end: the same before and after the charts can be pointed at. */
const places = (page: Page) =>
  page
    .locator('.chart .plot')
    .first()
    .evaluate(plot => {
      const from = plot.getBoundingClientRect()
      const round = (value: number) => Math.round(value / 2) * 2
      return [...plot.querySelectorAll('text')]
        .filter(text => text.textContent && !text.closest('.flag'))
        .map(text => {
          const box = text.getBoundingClientRect()
          return `${text.textContent} at ${round(box.left - from.left)}, ${round(box.top - from.top)}`
        })
        .toSorted()
    })

test('a script that cannot be had leaves the picture, and the next sign of a reader asks again', async ({
  browser,
  baseURL,
}) => {
  const { page, close } = await pageCost(browser, `${baseURL}/`)
  await page.route('**/_next/static/chunks/**', route => route.abort())
  await page.mouse.move(10, 10)
  await page.waitForTimeout(1_000)
  await expect(page.locator('.chart .still')).toHaveCount(3)
  await page.unroute('**/_next/static/chunks/**')
  await expect(async () => {
    await page.mouse.move(20 + Math.random() * 50, 20)
    await expect(page.locator('.recharts-surface')).toHaveCount(3, { timeout: 1_000 })
  }).toPass()
  await close()
})
