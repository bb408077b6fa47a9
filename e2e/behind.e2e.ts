import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

/** Who would feel it? */

const behind = (page: Page) => page.getByRole('region', { name: 'Who sits behind it', exact: true })

async function open(page: Page, address: string) {
  await expect(async () => {
    await page.goto(address)
    await expect(behind(page).getByRole('table', { name: 'Users' }).getByRole('row').nth(1)).toBeVisible({
      timeout: 2_000,
    })
  }).toPass({ timeout: 80_000 })
}

test('of a proxy of an Ingress: the Ingress, its Service, and whose devices use it', async ({ page }) => {
  await open(page, '/pods/eks-prod/tailscale/ts-shop-x7k2p-0')
  await expect(behind(page)).toContainText('Made by the operator for Ingress apps/shop')
  await expect(behind(page).getByRole('list', { name: 'Services and Ingresses' })).toContainText(
    /Ingress apps\/shop reached through it: to shop:80/,
  )
  const users = behind(page).getByRole('table', { name: 'Users' })
  expect(await users.locator('a[href^="/devices/"]').count()).toBeGreaterThan(0)
  await expect(users).toContainText(/\d (B|KiB|MiB)/, { timeout: 30_000 })
  const { violations } = await new AxeBuilder({ page }).include('#behind').analyze()
  expect(violations.map(each => each.id)).toEqual([])
})

test('of a ProxyGroup: what it was made for; the operator’s own Service does not stand behind it', async ({
  page,
}) => {
  await open(page, '/pods/eks-prod/tailscale/edge-0')
  await expect(behind(page)).toContainText('Made by the operator for ProxyGroup edge')
  await expect(behind(page)).not.toContainText('edge-0-nodeport')
})

test('of a pod that no operator made: its users, and no word of a parent', async ({ page }) => {
  await open(page, '/pods/eks-prod/apps/api')
  await expect(behind(page)).not.toContainText('Made by the operator')
})

test('over the API', async ({ request, page }) => {
  await open(page, '/pods/eks-prod/apps/api')
  const answer = await request.get('/api/v1/behind?cluster=eks-prod&namespace=apps&name=api')
  expect(answer.status()).toBe(200)
  expect(await answer.json()).toMatchObject({ parent: null, objects: [] })
  expect((await request.get('/api/v1/behind?cluster=a&namespace=b&name=c')).status()).toBe(404)
})
