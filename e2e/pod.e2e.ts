import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

const api = '/pods/eks-prod/apps/api'
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage()
  await expect(async () => {
    await page.goto(api)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('DERP', { timeout: 1_000 })
    await expect(section(page, 'Causes')).toContainText('cni-aws-vpc-random', { timeout: 1_000 })
  }).toPass({ timeout: 80_000 })
  await page.close()
})

test.describe('why is this pod on DERP?', () => {
  test('the verdict names the share and the cause, and the way back', async ({ page }) => {
    await page.goto(api)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      /active links? go(es)? through DERP: .+\.$/,
    )
    await expect(page.getByRole('navigation', { name: 'Where this pod is' })).toHaveText(
      /Pods\s*\/ eks-prod \/ apps \/ api/,
    )
    await expect(page.getByText('Seen from outside').locator('..')).toContainText(/203\.0\.113\.20/)
  })

  test('the chain breaks where a layer is hard, and says what happens instead', async ({ page }) => {
    await page.goto(api)
    const way = section(page, 'Where it breaks')
    await expect(way.getByText(/What happens: DERP/)).toBeVisible()
    const cni = way.locator('.hop', { hasText: 'L1, CNI on node' })
    await expect(cni).toContainText('Hard')
    await expect(cni).toContainText(/certain|likely/)
    expect(await way.locator('.con.cut .x').count()).toBeGreaterThanOrEqual(1)
    // A measured path and a prediction each say which they are.
    await expect(way.locator('.peer-words')).toContainText('measured: DERP')
    await expect(way.locator('.peer-words')).toContainText('predicted')
  })

  test('arrows move between the peers; the chosen one stands in the address', async ({ page }) => {
    await page.goto(api)
    const tabs = page.getByRole('tablist', { name: 'Peer' }).getByRole('tab')
    const count = await tabs.count()
    expect(count).toBeGreaterThan(1)
    await tabs.first().focus()
    await page.keyboard.press('ArrowRight')
    await expect(tabs.nth(1)).toBeFocused()
    await expect(tabs.nth(1)).toHaveAttribute('aria-selected', 'true')
    await expect(page).toHaveURL(/peer=/)
    await page.keyboard.press('End')
    await expect(tabs.nth(count - 1)).toHaveAttribute('aria-selected', 'true')
    const name = await tabs
      .nth(count - 1)
      .locator('bdi')
      .textContent()
    await expect(page.getByRole('tabpanel')).toContainText(name ?? 'no name')
    await page.reload()
    await expect(tabs.nth(count - 1)).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Tab')
  })

  test('without scripts a peer is a link', async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(api)
    const second = page.getByRole('tab').nth(1)
    const name = (await second.locator('bdi').textContent()) ?? ''
    await second.click()
    await expect(page.getByRole('tab', { selected: true })).toContainText(name)
    await expect(page.getByRole('tabpanel')).toContainText(name)
    await context.close()
  })

  test('each link has a lane, and the lanes a table', async ({ page }) => {
    await page.goto(api)
    const lanes = section(page, 'Path of each link')
    await expect(lanes.getByRole('img', { name: /links? over 6 h/ })).toBeVisible()
    await expect(lanes.locator('.ll a').first()).toBeVisible()
    await lanes.getByText('Table', { exact: true }).click()
    await expect(lanes.getByRole('cell', { name: /^DERP/ }).first()).toBeVisible()
  })

  test('a cause says what was seen, how sure it is and what would disprove it', async ({ page }) => {
    await page.goto(api)
    const cause = section(page, 'Causes').getByRole('article').filter({ hasText: 'cni-aws-vpc-random' })
    await expect(
      cause.getByRole('listitem').filter({ hasText: 'AWS_VPC_K8S_CNI_RANDOMIZESNAT' }),
    ).toBeVisible()
    await expect(cause).toContainText(/certain|likely|possible/)
    await expect(cause).toContainText('Would disprove it:')
    // What was looked for and is not so is told as that, and never with the sign of what holds.
    const host = cause.getByRole('listitem').filter({ hasText: 'The pod is on the host’s network.' })
    await expect(host).toContainText('not so:')
  })
})

test('the patch is for this object, can be taken along, and says how to see that it worked', async ({
  browser,
}) => {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  const page = await context.newPage()
  await page.goto(api)
  const remedy = section(page, 'Remedy')
  await expect(remedy.getByRole('region', { name: /^Patch of/ }).first()).toContainText(
    'apps/v1 Deployment apps/api',
  )
  await expect(remedy).toContainText('predicted')
  await remedy.getByRole('button', { name: 'Copy patch' }).first().click()
  await expect(remedy.getByRole('button', { name: 'Copied' }).first()).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('kind: Deployment')
  await remedy.getByRole('button', { name: 'Copy kubectl command' }).first().click()
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^kubectl -n apps patch deployment api/)
  await expect(remedy.getByRole('heading', { name: 'Verify' }).first()).toBeVisible()
  await expect(remedy).toContainText('Expect')
  await context.close()
})

test('a pod that nobody has is not found, and the page says what to do', async ({ page }) => {
  const answer = await page.goto('/pods/eks-prod/apps/no-such-pod')
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('main')).toContainText('Check cluster, namespace and name.')
})

for (const name of ['..%2F..%2Fetc', '%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E', 'x'.repeat(300), '%25zz']) {
  test(`an odd name is only not found: ${name.slice(0, 24)}`, async ({ request }) => {
    expect((await request.get(`/pods/eks-prod/apps/${name}`)).status()).toBe(404)
  })
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing that axe finds wrong, ${colorScheme}`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme })
    const page = await context.newPage()
    await page.goto(api)
    await expect(section(page, 'Causes').getByRole('article').first()).toBeVisible()
    await expect(section(page, 'Bytes by path').getByText('Table')).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(node => node.html)])).toEqual([])
    await context.close()
  })
}

test('on a phone it fits, and the remedy comes before the charts', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  await page.goto(api)
  await expect(section(page, 'Remedy')).toBeVisible()
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0)
  const top = async (name: string) => (await section(page, name).boundingBox())?.y ?? Number.NaN
  expect(await top('Remedy')).toBeGreaterThan(await top('Causes'))
  expect(await top('Bytes by path')).toBeGreaterThan(await top('Remedy'))
  await context.close()
})
