import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { patch } from './kubectl.ts'

/** Did the change work? */

const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

/** Waits until the collector on the stage has diagnosed something. */
async function open(page: Page) {
  await expect(async () => {
    await page.goto('/fixes')
    await expect(panel(page, 'Next fixes').getByRole('row').nth(1)).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 60_000 })
}

test('what to change next: at most three, each with what it turns, and the page is whole', async ({
  page,
}) => {
  await open(page)
  const next = panel(page, 'Next fixes')
  expect(await next.getByRole('row').count()).toBeLessThanOrEqual(4)
  await expect(next.getByRole('row').nth(1)).toContainText(/direct|by peer relay/)
  await expect(page.getByText(/NaN|undefined|Invalid Date|\[object/)).toHaveCount(0)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(each => each.id)).toEqual([])
})

test('a patch is noticed by itself, and is not proven until sessions have started after it', async ({
  page,
}) => {
  await open(page)
  await patch('eks-prod', '/apis/apps/v1/namespaces/apps/deployments/hn-private', {
    spec: {
      template: { spec: { containers: [{ name: 'tailscale', env: [{ name: 'PORT', value: '41999' }] }] } },
    },
  })
  const fix = page.getByRole('article', { name: /port was fixed to `41999`/ })
  await expect(fix).toBeVisible({ timeout: 60_000 })
  await expect(fix).toContainText(/Not proven yet \(\d+ of 20\)/)
  await expect(fix).toContainText('noticed by itself')
  await expect(fix.getByRole('link', { name: /hn-private/ })).toBeVisible()
})

test('what no object shows is marked by hand over the API, from our own pages only', async ({ page }) => {
  await open(page)
  const mark = (origin: Record<string, string>) =>
    page.request.post('/api/v1/fixes', {
      headers: { 'Content-Type': 'application/json', ...origin },
      data: {
        target: { cluster: 'eks-prod', namespace: 'apps', name: 'hn-closed' },
        remedy: 'r-open-udp-firewall',
        what: 'Opened UDP 41641 in the security group',
        at: new Date().toISOString(),
        by: 'Priya',
        note: null,
      },
    })
  expect((await mark({ Origin: 'https://evil.example' })).status()).toBe(403)
  expect((await mark({})).status()).toBe(201)
  const fix = page.getByRole('article', { name: 'Opened UDP 41641 in the security group' })
  await expect(fix).toContainText('marked by hand by Priya', { timeout: 30_000 })
  await expect(fix).toContainText(/Not proven yet \(\d+ of 20\)/)
})
