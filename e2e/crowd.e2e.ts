import { expect, type Page, test } from '@playwright/test'
import { printable } from '#lib/report/printable.ts'
import { crowd, hostileNames } from './crowd.ts'
import { overflow } from './overflow.ts'
import { type SeededPages, seededPages } from './seededPages.ts'

/** Does a tailnet of three pods look as well as one of three thousand, whatever its things are called? */

for (const targets of [3, 300, 3_000]) {
  test.describe(`${targets} pods`, () => {
    let served: SeededPages
    test.beforeAll(async () => {
      test.setTimeout(120_000)
      served = await seededPages(url => crowd(url, targets))
    })
    test.afterAll(() => served.close())

    test('are counted, stand in the first paint and fit', async ({ browser }) => {
      const context = await browser.newContext({ javaScriptEnabled: false })
      const page = await context.newPage()
      for (const path of ['/', '/pods', '/pods?group=none', '/matrix', '/causes', '/clusters']) {
        await page.setViewportSize({ width: 1440, height: 900 })
        await page.goto(served.address + path)
        await expect(page.locator('main')).toContainText(/\d/)
        expect(await page.locator('main tbody tr').count(), path).toBeGreaterThan(1)
        await expect(page.locator('.timebar')).toContainText(`${targets} of ${targets} pods judged`)
        await expect(page.locator('main')).not.toContainText(/NaN|undefined|Infinity|\[object/)
        for (const width of [1440, 1024, 390]) {
          await page.setViewportSize({ width, height: 844 })
          expect(await overflow(page), `${path} at ${width} pixels`).toEqual([])
        }
        if (path === '/pods') await expect(page.locator('main')).toContainText(`${targets} pods`)
      }
      await context.close()
    })

    test('can be walked by keys to the last', async ({ page }) => {
      await page.goto(`${served.address}/pods?group=none&sort=name`)
      const rows = page.locator('main a.rowlink')
      await rows.first().focus()
      await expect(async () => {
        // All pods come after the first fifty; until then the last of those is the end.
        if ((await page.locator('a.rowlink:focus').count()) === 0) await rows.first().focus()
        await page.keyboard.press('End')
        const line = page.locator('tr:has(a.rowlink:focus)')
        await expect(line).toHaveAttribute('aria-rowindex', String(targets + 1), { timeout: 1_000 })
      }).toPass()
      await expect(page.locator('a.rowlink:focus')).toBeInViewport()
      const last = await page.locator('a.rowlink:focus').textContent()
      await page.keyboard.press('Home')
      await expect(page.locator('a.rowlink:focus')).not.toHaveText(last ?? '')
      await expect(page.locator('a.rowlink:focus')).toBeInViewport()
    })

    if (targets === 300) {
      test('of hostile names nothing acts, nothing turns, and each can be read', async ({ page }) => {
        for (const path of [
          '/',
          '/pods?group=none&sort=name',
          '/pods',
          '/matrix',
          '/clusters',
          '/search?q=pods',
        ]) {
          await page.goto(served.address + path)
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
          await staysText(page)
        }
        for (const name of [...Object.values(hostileNames)]) {
          const address = ['pods', name, name, name].map(encodeURIComponent).join('/')
          await page.goto(`${served.address}/${address}`)
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
          const crumb = page.locator('main bdi').first()
          await expect(crumb).toBeVisible()
          await expect(page).toHaveTitle(new RegExp(escaped(printable(name).slice(0, 20))))
          await staysText(page)
          for (const width of [1440, 390]) {
            await page.setViewportSize({ width, height: 844 })
            expect(await overflow(page), `${name} at ${width} pixels`).toEqual([])
          }
        }
      })
    }
  })
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Markup is text, a name that runs the other way is set apart, and what turns letters around is shown as its code. */
async function staysText(page: Page) {
  expect(await page.locator('img[src="x"], main b:text-is("bold")').count()).toBe(0)
  expect(await page.title()).not.toBe('taken')
  const seen = await page.evaluate(
    ({ rightToLeft, markup }) => {
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      const bare: string[] = []
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const text = node.textContent ?? ''
        if (node.parentElement?.closest('script, style, title, option, .sr')) continue
        if (text.includes('\u202E')) bare.push(`turns: ${text}`)
        if ((text.includes(rightToLeft) || text.includes(markup)) && !node.parentElement?.closest('bdi')) {
          bare.push(`not set apart: ${text.slice(0, 60)} in ${node.parentElement?.outerHTML.slice(0, 120)}`)
        }
      }
      return bare
    },
    { rightToLeft: hostileNames.rightToLeft, markup: hostileNames.markup },
  )
  expect(seen).toEqual([])
}
