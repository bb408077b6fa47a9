import AxeBuilder from '@axe-core/playwright'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { pages } from '#components/shell/pages.ts'
import { overflow } from './overflow.ts'

/** Does every page fit, at any width, in either theme, with larger text and with colours that the system forces? */

const pod = '/pods/eks-prod/apps/api'
const freeze = '/freeze?page=target&cluster=eks-prod&namespace=apps&name=api&from=1h'
const addresses = new Map<string, string>([
  ...pages.map(({ href, title }): [string, string] => [title, href]),
  ['Pod', pod],
  ['Search', '/search?q=lap-hard'],
  ['Freeze', freeze],
  ['Not found', '/pods/no/such/pod'],
])
/** Pages whose address only the page before knows: where its link stands, and how it begins. */
const found = {
  Cause: ['/causes', '/causes/'],
  Link: [pod, '/links/'],
  Device: ['/matrix', '/devices/'],
  Cluster: ['/clusters', '/clusters/'],
} as const
const names = [...addresses.keys(), ...Object.keys(found), 'Frozen']

test.beforeAll(async ({ browser }) => {
  test.setTimeout(150_000)
  const page = await browser.newPage()
  await expect(async () => {
    await page.goto(pod)
    expect(await page.locator('main a[href^="/links/"]').count()).toBeGreaterThan(0)
    await page.goto('/causes')
    expect(await page.locator('main a.rowlink').count()).toBeGreaterThan(2)
  }).toPass({ timeout: 80_000 })
  for (const [name, [from, under]] of Object.entries(found)) {
    await page.goto(from)
    addresses.set(name, (await page.locator(`main a[href^="${under}"]`).first().getAttribute('href')) ?? '')
  }
  await page.goto(freeze)
  await page.getByRole('button', { name: 'Create the link' }).click()
  const link = page.getByRole('textbox', { name: 'Link to the frozen copy' })
  await expect(link).toHaveValue(/\/share\//)
  addresses.set('Frozen', new URL(await link.inputValue()).pathname)
  await page.close()
})

async function open(browser: Browser, name: string, options: Parameters<Browser['newContext']>[0] = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const page = await context.newPage()
  await page.goto(addresses.get(name) ?? '')
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
  return page
}

/** 720 is what a zoom of 200 % leaves of 1440. */
const widths = [1440, 1024, 720, 390]

for (const name of names) {
  test(`${name} fits, whatever the width, the zoom and the size of text`, async ({ browser }) => {
    const page = await open(browser, name)
    for (const width of widths) {
      await page.setViewportSize({ width, height: 844 })
      expect(await overflow(page), `at ${width} pixels`).toEqual([])
    }
    await page.addStyleTag({ content: 'html { font-size: 200% }' })
    await page.setViewportSize({ width: 1440, height: 900 })
    expect(await overflow(page), 'text of twice the size').toEqual([])
    await page.context().close()
  })
}

/** Looked at for violations in both themes by no test of their own page. */
for (const name of ['Causes', 'Cause', 'Fixes', 'Freeze', 'Frozen', 'Not found']) {
  test(`${name}: nothing that axe finds in either theme`, async ({ browser }) => {
    const page = await open(browser, name)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => [id, colorScheme, nodes.map(node => node.html)])).toEqual([])
    }
    await page.context().close()
  })
}

test.describe('with colours that the system forces', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`paths keep their shapes and textures, ${colorScheme}`, async ({ browser }) => {
      const page = await open(browser, 'Overview', { forcedColors: 'active', colorScheme })
      const canvas = await colourOf(page, 'Canvas')
      const ink = await colourOf(page, 'CanvasText')
      expect(ink).not.toBe(canvas)
      const inks = await page.evaluate(() =>
        [
          ...document.querySelectorAll<SVGElement>('svg.ln, svg.g, .chart .edge, .chart .axis, .f-direct'),
        ].map(each => {
          const { color, stroke, fill } = getComputedStyle(each)
          return each.matches('.edge, .axis') ? stroke : each.matches('.f-direct') ? fill : color
        }),
      )
      expect(inks.length).toBeGreaterThan(10)
      expect(inks.filter(each => each === canvas || each === 'none')).toEqual([])
      // Textures are drawn with the system's own two colours.
      const textures = await page.evaluate(() =>
        ['p-derp', 'p-relay', 'a-derp', 'a-relay', 'p-unknown'].map(id =>
          [...document.querySelectorAll(`#${id} > *`)].map(each => {
            const { fill, stroke } = getComputedStyle(each)
            return each.tagName === 'path' ? stroke : fill
          }),
        ),
      )
      for (const [ground, mark] of textures) {
        expect([ground, mark].toSorted()).toEqual([canvas, ink].toSorted())
      }
      await page.context().close()
    })
  }

  test('what is chosen and what has the focus is seen', async ({ browser }) => {
    const page = await open(browser, 'Pods', { forcedColors: 'active' })
    const canvas = await colourOf(page, 'Canvas')
    const chosen = page.locator('.seg > [aria-current="true"]').first()
    expect(await chosen.evaluate(each => getComputedStyle(each).backgroundColor)).not.toBe(canvas)
    const row = page.locator('main a.rowlink').first()
    await row.focus()
    await page.keyboard.press('ArrowDown')
    const ring = await page
      .locator('tr:has(a.rowlink:focus-visible)')
      .evaluate(each => getComputedStyle(each))
      .then(({ outlineStyle, outlineColor }) => ({ outlineStyle, outlineColor }))
    expect(ring.outlineStyle).toBe('solid')
    expect(ring.outlineColor).not.toBe(canvas)
    await page.context().close()
  })
})

const colourOf = (page: Page, name: string) =>
  page.evaluate(colour => {
    const probe = document.body.appendChild(document.createElement('i'))
    probe.style.color = colour
    const found = getComputedStyle(probe).color
    probe.remove()
    return found
  }, name)
