import { expect, type Page, test } from '@playwright/test'
import { alive, crowd } from './crowd.ts'
import { overflow } from './overflow.ts'
import { type SeededPages, seededPages } from './seededPages.ts'

/** Does a page that has nothing, or only something old, say so, and what to do? */

const fits = async (page: Page) => {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 })
    expect(await overflow(page), `at ${width} pixels`).toEqual([])
  }
}
const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const notices = (page: Page) => page.getByRole('region', { name: 'Notices' })

test.describe('nothing was ever measured', () => {
  let served: SeededPages
  test.beforeAll(async () => {
    served = await seededPages(async () => {})
  })
  test.afterAll(() => served.close())

  const said: [path: string, headline: RegExp, why: RegExp][] = [
    ['/', /^No pod with tailscale has been found yet\.$/, /No cluster has been seen yet.*kubeconfig/s],
    ['/pods', /^No pod with tailscale has been found yet\.$/, /Which clusters answer/],
    ['/matrix', /^No link/, /No link has been seen yet/],
    ['/causes', /^No link is on DERP/, /The first diagnosis follows the first round of a pod/],
    [
      '/fixes',
      /^No fix has been applied yet\.$/,
      /A change of hostNetwork, a port, the CNI or a network policy stands here/,
    ],
    ['/regions', /^No home region has been told yet\.$/, /No DERP map has been read yet/],
    ['/clusters', /^No /, /No cluster has been seen yet/],
    ['/review', /not measured|No link with traffic was seen/, /tailpath was not measuring yet/],
    ['/settings', /./, /Connect your own/],
  ]
  for (const [path, headline, why] of said) {
    test(`${path} says so, and never zero`, async ({ page }) => {
      await page.goto(served.address + path)
      await expect(notices(page)).toContainText('Nothing is measured yet.')
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(headline)
      await expect(page.getByRole('main')).toContainText(why)
      await expect(page.getByRole('main')).not.toContainText(/NaN|undefined/)
      expect(await page.locator('.share strong').allTextContents()).toEqual(
        path === '/' || path === '/review' ? ['–', '–', '–'] : [],
      )
      await fits(page)
    })
  }
})

test.describe('the picture is old, or cannot be had', () => {
  let served: SeededPages
  test.beforeAll(async () => {
    served = await seededPages(url => crowd(url, 3))
  })
  test.afterAll(() => served.close())

  test('how much is seen stands at the head of every page, and where the rest is said', async ({ page }) => {
    await served.sql(
      `update target set unjudged = 'no right to exec' where name = 'service-0' or id like 'c0/%'`,
    )
    await page.goto(served.address)
    const head = page.getByRole('region', { name: 'Time and scope' })
    await expect(head).toContainText('2 of 3 pods judged')
    await expect(head.getByRole('link', { name: /pods judged/ })).toBeInViewport()
    await expect(panel(page, 'Collector')).toContainText('no right to exec')
    await head.getByRole('link', { name: /pods judged/ }).click()
    await expect(page).toHaveURL(/\/settings.*#coverage/)
    await expect(panel(page, 'Coverage')).toContainText('no right to exec')
  })

  const banners: [title: string, sql: string[], words: RegExp, leadsTo: RegExp][] = [
    [
      'no pod has answered for a while',
      [
        `update observer_state set status_at = now() - interval '14 minutes', metrics_at = now() - interval '14 minutes'`,
      ],
      /The picture is 14 min old\. The collector runs, but no pod has answered since/,
      /\/settings.*#sources/,
    ],
    [
      'a source is down',
      [
        `update source_health set state = 'failing', code = 'unreachable', since = now() - interval '20 minutes', last_ok_at = now() - interval '20 minutes'`,
      ],
      /Part of the picture is 20 min old\. Devices of the Tailscale API.*The rest is live/,
      /\/settings.*#sources/,
    ],
    [
      'the collector is silent',
      [`update collector set heartbeat_at = now() - interval '10 minutes'`],
      /Nothing is measured\. The collector is silent; what you see is the last known state/,
      /\/settings.*#collector/,
    ],
  ]
  for (const [title, sql, words, leadsTo] of banners) {
    test(`${title}: a banner says how old the picture is, and leads to what to do`, async ({ page }) => {
      await served.sql(`delete from collector`, `delete from source_health`, ...alive, ...sql)
      await page.goto(served.address)
      await expect(notices(page)).toContainText(words)
      await expect(notices(page).locator('svg')).not.toHaveCount(0)
      await expect(page.getByRole('heading', { level: 1 })).toContainText('active links are direct')
      await fits(page)
      await notices(page).getByRole('link').first().click()
      await expect(page).toHaveURL(leadsTo)
    })
  }

  test('Postgres goes away under an open page: the old picture stays, says its age, and heals by itself', async ({
    page,
  }) => {
    await served.sql(`delete from collector`, `delete from source_health`, ...alive)
    await page.goto(`${served.address}/pods`)
    await expect(page.locator('main a.rowlink')).toHaveCount(3)
    served.cut(true)
    await expect(notices(page)).toContainText('What you see is the last known state', { timeout: 40_000 })
    await expect(page.locator('main a.rowlink')).toHaveCount(3)
    await page.goto(`${served.address}/`)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('cannot be read now')
    for (const name of ['Causes by effect', 'Worst workloads', 'Collector']) {
      await expect(panel(page, name).locator('.empty')).toContainText(/^No .+: .+/)
      await expect(panel(page, name).locator('.empty p')).not.toBeEmpty()
    }
    await fits(page)
    served.cut(false)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('active links are direct', {
      timeout: 40_000,
    })
    await expect(page.getByText('last known state')).toHaveCount(0)
  })
})
