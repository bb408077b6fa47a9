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

/** The pod behind the VPC CNI and a NAT gateway: two hard layers, one behind the other. */
const ofApi = '/fixes?cluster=eks-prod&namespace=apps&name=api'
const tick = (page: Page, remedy: string) =>
  panel(page, 'What if').getByRole('row').filter({ hasText: remedy }).getByRole('link').first()
const together = (page: Page) => page.getByRole('region', { name: 'Together, predicted' })

async function openApi(page: Page) {
  await expect(async () => {
    await page.goto(ofApi)
    await expect(tick(page, 'r-cni-disable-random')).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 60_000 })
}

test('what if: the CNI alone turns nothing and the NAT gateway is named; both together turn links', async ({
  page,
}) => {
  await openApi(page)
  await expect(panel(page, 'What if')).toContainText('Nothing is ticked')
  await tick(page, 'r-cni-disable-random').click()
  await expect(together(page)).toContainText('No link would leave DERP')
  await expect(together(page)).toContainText(/NAT gateway stays hard/)
  await expect(page).toHaveURL(/with=r-cni-disable-random%40eks-prod/)
  await tick(page, 'r-replace-nat-gateway').click()
  await expect(together(page)).toContainText(/\d direct/)
  await expect(together(page)).toContainText('predicted')
  await tick(page, 'r-cni-disable-random').click()
  await expect(together(page)).toContainText(/CNI.* stays hard/)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(each => each.id)).toEqual([])
})

test('what if, without scripts: a peer relay turns lap-hard but not lap-noudp', async ({ browser, page }) => {
  await openApi(page)
  const context = await browser.newContext({ javaScriptEnabled: false })
  const plain = await context.newPage()
  await plain.goto(ofApi)
  await tick(plain, 'r-peer-relay-node').click()
  const row = (peer: string) => together(plain).getByRole('row').filter({ hasText: peer })
  await expect(row('lap-hard')).toContainText('peer relay')
  await expect(row('lap-noudp')).toContainText('stays on DERP')
  await expect(row('lap-noudp')).toContainText('no UDP')
  await context.close()
})

test('what if, over the API: the same figures, and words that say nothing are handed back', async ({
  request,
  page,
}) => {
  await openApi(page)
  const asked = async (words: string) => {
    const answer = await request.get(
      `/api/v1/whatIf?cluster=eks-prod&namespace=apps&name=api&with=${encodeURIComponent(words)}`,
    )
    return { status: answer.status(), body: await answer.json() }
  }
  expect((await asked('r-cni-disable-random')).body.outcome).toMatchObject({ direct: 0, peerRelay: 0 })
  const { body } = await asked('<script>,r-none')
  expect(body).toMatchObject({ outcome: null, unread: ['<script>', 'r-none at any'] })
  expect((await asked('x'.repeat(5_000))).status).toBe(400)
  expect((await request.get('/api/v1/whatIf?cluster=a&namespace=b&name=c')).status()).toBe(404)
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
