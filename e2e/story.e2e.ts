import { expect, type Page, test } from '@playwright/test'
import { patch } from './kubectl.ts'

/** A pod on a public node whose CNI keeps source ports: direct with every peer that is not hard itself. */
const pod = '/pods/eks-none/apps/none-closed?peer=TESTCTRL00000018'
const deployment = '/apis/apps/v1/namespaces/apps/deployments/none-closed'
const awsNode = '/apis/apps/v1/namespaces/kube-system/daemonsets/aws-node'

const heading = (page: Page) => page.getByRole('heading', { level: 1 })
/** What the page says of the link to the chosen peer, a laptop behind a home router. */
const link = (page: Page) => page.getByRole('region', { name: 'Where it breaks' }).getByRole('tabpanel')

/** `kubectl patch` as the page hands it over: what it patches, how, and with what. */
function parsed(command: string): { namespace: string; kind: string; name: string; body: unknown } {
  const found = /kubectl -n (\S+) patch (\S+) (\S+) --type=strategic -p '(.*)'/s.exec(command)
  if (!found) throw new Error(`not a strategic patch: ${command}`)
  const [, namespace = '', kind = '', name = '', body = ''] = found
  return { namespace, kind, name, body: JSON.parse(body.replaceAll("'\\''", "'")) }
}

test('a pod goes from direct to DERP, the page says why, and its own patch makes it direct again', async ({
  page,
  context,
}) => {
  test.setTimeout(240_000)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])

  await test.step('it is direct with a home router', async () => {
    await expect(async () => {
      await page.goto(pod)
      await expect(link(page)).toContainText('measured: direct', { timeout: 2_000 })
    }).toPass({ timeout: 60_000 })
  })

  await test.step('the CNI is set to random ports, and the pod restarts', async () => {
    const env = [{ name: 'AWS_VPC_K8S_CNI_RANDOMIZESNAT', value: 'prng' }]
    await patch('eks-none', awsNode, {
      spec: { template: { spec: { containers: [{ name: 'aws-node', env }] } } },
    })
    const annotations = { 'kubectl.kubernetes.io/restartedAt': new Date().toISOString() }
    await patch('eks-none', deployment, { spec: { template: { metadata: { annotations } } } })
  })

  await test.step('without a reload it is on DERP, and the cause stands with its evidence', async () => {
    await expect(link(page)).toContainText('measured: DERP', { timeout: 90_000 })
    const causes = page.getByRole('region', { name: 'Causes' })
    await expect(causes).toContainText('cni-aws-vpc-random', { timeout: 60_000 })
    await expect(causes).toContainText('AWS_VPC_K8S_CNI_RANDOMIZESNAT')
    await expect(causes).toContainText('Would disprove it')
    await expect(heading(page)).toContainText('DERP')
  })

  const command =
    await test.step('the page hands over the patch that puts it on the host’s network', async () => {
      const remedy = page.getByRole('region', { name: 'Remedy' })
      const way = remedy.getByRole('listitem').filter({ hasText: 'host network' })
      const isMain = (await way.count()) === 0
      if (!isMain) await way.getByText('Patch and checks').click()
      const place = isMain ? remedy : way
      await place.getByRole('button', { name: 'Copy kubectl command' }).first().click()
      return await page.evaluate(() => navigator.clipboard.readText())
    })

  await test.step('that very patch is applied', async () => {
    const change = parsed(command)
    expect(change).toMatchObject({ namespace: 'apps', kind: 'deployment', name: 'none-closed' })
    expect(JSON.stringify(change.body)).toContain('"hostNetwork":true')
    await patch('eks-none', deployment, change.body)
  })

  await test.step('it is direct again, and the cause is gone', async () => {
    await expect(link(page)).toContainText('measured: direct', { timeout: 90_000 })
    await expect(page.getByRole('region', { name: 'Causes' })).not.toContainText('cni-aws-vpc-random', {
      timeout: 60_000,
    })
    await page.goto('/')
    await expect(page.getByRole('region', { name: /changed/i })).toContainText(/none-closed|aws-node/)
  })
})
