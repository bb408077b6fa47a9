import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { Client } from 'pg'

/** What changed just before? */

const stageFile = join(import.meta.dirname, '../test-results/stage.json')
const peer = 'e2e-changes-peer'
const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

async function ask<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
  const { databaseUrl } = JSON.parse(readFileSync(stageFile, 'utf8')) as { databaseUrl: string }
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return (await client.query<Row>(sql, values)).rows
  } finally {
    await client.end()
  }
}

let target = { id: '', cluster_id: '', observer: '' }

test.beforeAll(async () => {
  test.setTimeout(90_000)
  await expect(async () => {
    const [found] = await ask<typeof target>(
      `select target.id, target.cluster_id, pod.device_id as observer from target
       join target_pod pod on pod.target_id = target.id and pod.device_id is not null
       where target.namespace = 'apps' and target.name = 'api' limit 1`,
    )
    if (!found) throw new Error('api is not seen yet')
    target = found
  }).toPass({ timeout: 80_000 })
  const { id, cluster_id, observer } = target
  const detail = {
    object: 'CiliumNetworkPolicy/apps/e2e',
    diff: [{ sign: '+', text: 'spec.egressDeny[0].toPorts[0].ports[0].port: "41641"' }],
  }
  // Two edits of one kind: a link goes to DERP two minutes after the second; nothing follows the first.
  await ask(
    `insert into event (at, kind, cluster_id, target_id, title, detail)
     select now() - given.ago, 'object_changed', $1, $2, given.title, $3
     from (values (interval '5 minutes', 'CiliumNetworkPolicy apps/e2e changed'),
                  (interval '50 minutes', 'CiliumNetworkPolicy apps/e2e was made')) given(ago, title)`,
    [cluster_id, id, JSON.stringify(detail)],
  )
  await ask(
    `insert into path_span (observer, peer, target_id, peer_name, kind, family, endpoint, region, started_at, ended_at, ended_by, traffic_seconds)
     select $1, $2, $3, 'e2e-laptop', given.kind, given.family, given.endpoint, given.region,
            date_trunc('minute', now()) - given.since, date_trunc('minute', now()) - given.until, given.by, 600
     from (values ('direct', 'ipv4', '203.0.113.7:41641', null::int, interval '20 minutes', interval '3 minutes', 'changed'),
                  ('derp', null, null, 1, interval '3 minutes', interval '1 minute', 'gone'))
       given(kind, family, endpoint, region, since, until, by)`,
    [observer, peer, id],
  )
})

test.afterAll(async () => {
  await ask('delete from path_span where peer = $1', [peer])
  await ask(`delete from event where title like 'CiliumNetworkPolicy apps/e2e%'`)
})

const words = /CiliumNetworkPolicy changed: followed by such a change 1 of 2 times, not 1\./

test('on the overview: only what lies before a change of path stands open, with its diff and its count', async ({
  page,
}) => {
  await page.goto('/')
  const before = panel(page, 'What changed').getByRole('list', { name: 'Before a change of path' })
  const line = before.getByRole('listitem').filter({ hasText: 'CiliumNetworkPolicy apps/e2e changed' })
  await expect(line).toContainText(words)
  await expect(line).toContainText(/before a link changed its path/)
  await line.getByText('Diff').click()
  await expect(line).toContainText('+ spec.egressDeny[0].toPorts[0].ports[0].port: "41641"')
  await expect(before).not.toContainText('was made')
  await expect(panel(page, 'What changed')).toContainText('CiliumNetworkPolicy apps/e2e was made')
})

test('on the pod’s page: at the change of path itself, nearest first', async ({ page }) => {
  await page.goto('/pods/eks-prod/apps/api')
  await expect(panel(page, 'What changed')).toContainText(words)
  const link = panel(page, 'Changes of path').getByRole('article', { name: 'e2e-laptop' })
  await expect(link).toContainText(/before: CiliumNetworkPolicy apps\/e2e changed/)
  await expect(link).toContainText(/followed by a change 1 of 2 times, 1 not/)
  await link.getByText('Diff').click()
  await expect(link).toContainText('spec.egressDeny[0]')
})

test('on the link’s page: what happened to either end', async ({ request }) => {
  const answer = await request.get(`/api/v1/linkHistory?a=${target.observer}&b=${target.observer}`)
  expect(answer.status()).toBe(404)
  const [link] = await ask<{ peer: string }>('select peer from path_now where observer = $1 limit 1', [
    target.observer,
  ])
  const history = await (
    await request.get(`/api/v1/linkHistory?a=${target.observer}&b=${link?.peer}&from=1h`)
  ).json()
  expect(history.changes.map(({ title }: { title: string }) => title)).toContain(
    'CiliumNetworkPolicy apps/e2e changed',
  )
})
