import { expect, type Page, test } from '@playwright/test'
import { pageCost } from './pageCost.ts'

/** What does it cost to open a page, and does it stand still while it comes? */

/** Bytes over the wire; what is moved on screen, as a part of it (a font that comes late may move a word). */
const bounds = { scriptBytes: 200_000, cls: 0.02 }

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
  const after = await places(page)
  expect(after.map(({ text }) => text)).toEqual(before.map(({ text }) => text))
  // Recharts measures its words itself: they may stand a pixel or two beside ours.
  for (const [at, { left, top }] of after.entries()) {
    expect(Math.abs(left - (before[at]?.left ?? Number.NaN))).toBeLessThanOrEqual(3)
    expect(Math.abs(top - (before[at]?.top ?? Number.NaN))).toBeLessThanOrEqual(3)
  }
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
      return [...plot.querySelectorAll('text')]
        .filter(text => text.textContent && !text.closest('.flag'))
        .map(text => {
          const box = text.getBoundingClientRect()
          return { text: text.textContent, left: box.left - from.left, top: box.top - from.top }
        })
        .toSorted((a, b) => a.text.localeCompare(b.text))
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
