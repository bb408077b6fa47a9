import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { type APIRequestContext, expect, type Page, test } from '@playwright/test'
import { Client } from 'pg'
import type { ReviewView } from '#lib/report/reviewView.ts'
import { parseWeek, weekShifted } from '../lib/report/isoWeek.ts'
import { pdfPages } from './pdfPages.ts'

const stageFile = join(resolve(import.meta.dirname, '..'), 'test-results/stage.json')
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const sections = [
  'Share of links',
  'Share of time',
  'Share of bytes',
  'Got worse',
  'Got better',
  'Next three fixes',
  'Findings',
  'Flappiest links',
  'What DERP cost',
  'What could not be seen',
]
/** Long, right to left, with markup and a control that turns text around. */
const hostile = `${'very-long-name-'.repeat(6)}end <b>x</b> שלום \u202e|*`

/** The week that runs, once the collector has seen links. */
async function current(request: APIRequestContext): Promise<ReviewView> {
  let view: ReviewView | null = null
  await expect(async () => {
    const page = await request.get('/review', { maxRedirects: 0 })
    const week = parseWeek(page.headers().location?.split('/').at(-1) ?? '')
    expect(week).not.toBeNull()
    const answer = await request.get(`/api/v1/review/${week}`)
    view = (await answer.json()) as ReviewView
    expect(view.figures.links).not.toBeNull()
    expect(view.figures.time).not.toBeNull()
    expect(view.coverage.judged).toBeGreaterThan(10)
  }).toPass({ timeout: 60_000 })
  if (!view) throw new Error('no review')
  return view
}

/** A full week as the collector would have kept it: every list as long as it gets, hostile names among them. */
function fullWeek(now: ReviewView, back: number): ReviewView {
  const parts = { direct: 49 - back, peer_relay: 3, derp: 48 + back }
  /** The last of the eight columns is this week, the one before it last week. */
  const columns = (index: number) => (index === 6 ? { direct: 46, peer_relay: 3, derp: 51 } : parts)
  const line = (index: number) => ({
    key: `row ${index}`,
    at: index,
    since: 'Tue 17, 08:31',
    kind: 'derp' as const,
    name: index === 0 ? hostile : `pod-${index}`,
    place: 'eks-prod',
    what: 'Terraform removed the rule for UDP 41641',
    sub: 'Inbound UDP closed on node, certain. Came back, still open',
    links: '2 to DERP',
    // Reviews that were kept before lines led anywhere have none.
    ...(index % 2 === 1 && {
      href: `/pods/eks-prod/apps/pod-${index}`,
      subHref: '/causes/fw-public-node-closed',
    }),
  })
  const week = weekShifted(now.week, -back)
  return {
    ...now,
    week,
    isPreview: false,
    days: 'Mon 16 to Sun 22 Nov 2026',
    headline: 'Direct rose from 46 to 49 % of link time; two fixes hold, one came back.',
    figures: { links: parts, time: parts, bytes: parts },
    shares: now.shares.map(share => ({
      ...share,
      percents: parts,
      against: 'direct, 46 in week 46',
      trend: share.trend.map((each, index) => ({ ...each, percents: index === 2 ? null : columns(index) })),
      foot: '52 of 105 direct, 8 by peer relay, 45 by DERP',
    })),
    moves: {
      worse: Array.from({ length: 8 }, (_, index) => line(index)),
      better: Array.from({ length: 8 }, (_, index) => ({ ...line(index), kind: 'direct' as const })),
      moreWorse: 4,
      moreBetter: 0,
      holds: 2,
      cameBack: 1,
    },
    flaps: Array.from({ length: 5 }, (_, index) => ({
      key: `flap ${index}`,
      link: index === 0 ? `${hostile}, vm-closed` : `gke-pod-${index}, vm-closed`,
      changes: 14 - index,
      trigger: 'edge NAT replaced, before 6 of 14',
    })),
    coverage: {
      ...now.coverage,
      percent: '71',
      lines: Array.from({ length: 8 }, (_, index) => ({
        strong: `worker-${index}`,
        text: 'in eks-prod: no right to exec in namespace batch',
      })),
    },
    foot: 'Frozen Mon 23 Nov 2026, 00:02 UTC. Rules of version 1. tailpath, demo.ts.net',
  }
}

/** Puts last week and the one before into the store, as the collector does; returns what it wrote. */
async function keptWeek(request: APIRequestContext): Promise<{ week: string; body: string }> {
  const { databaseUrl } = JSON.parse(readFileSync(stageFile, 'utf8')) as { databaseUrl: string }
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const now = await current(request)
    for (const back of [1, 2]) {
      const view = fullWeek(now, back)
      await client.query(
        `insert into review (week, scope, zone, computed_at, rule_version, body) values ($1, 'all', 'UTC', now(), 1, $2)
         on conflict do nothing`,
        [view.week, JSON.stringify(view)],
      )
    }
    const week = weekShifted(now.week, -1)
    const found = await client.query(`select body from review where week = $1 and scope = 'all'`, [week])
    return { week, body: String(found.rows[0]?.body) }
  } finally {
    await client.end()
  }
}

test.describe('how did the week go?', () => {
  test('/review leads to the week that runs, as a preview against last week', async ({ page, request }) => {
    const { week } = await keptWeek(request)
    await page.goto('/review')
    await expect(page).toHaveURL(new RegExp(`/review/${weekShifted(week, 1)}`))
    await expect(page.getByRole('heading', { level: 1 })).toContainText('% of link time')
    await expect(page.getByText('Preview: the week is not over.')).toBeVisible()
    for (const name of sections) await expect(region(page, name)).toBeVisible()
    await expect(region(page, 'Share of time')).toContainText(/direct, 48 in week \d+/)
    await expect(region(page, 'Share of time').getByRole('img')).toHaveAccessibleName(/not measured/)
  })

  test('one cluster alone, chosen without scripts, in the address', async ({ browser, request }) => {
    const { week } = await current(request)
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`/review/${week}`)
    const choice = page.getByLabel('Cluster, namespace or team')
    await choice.selectOption({ label: 'gke-private' })
    await page.getByRole('button', { name: 'Show' }).click()
    await expect(page).toHaveURL(/scope=cluster/)
    await expect(page.getByText(/Weekly review .* gke-private/)).toBeVisible()
    await expect(region(page, 'What could not be seen')).not.toContainText('15 of')
    await context.close()
  })

  test('a week that is over stays byte for byte what it was', async ({ page, request }) => {
    const { week, body } = await keptWeek(request)
    expect(await (await request.get(`/api/v1/review/${week}`)).text()).toBe(body)
    await page.goto(`/review/${week}`)
    await expect(page.getByText('Frozen', { exact: true })).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'Direct rose from 46 to 49 % of link time; two fixes hold, one came back.',
    )
    await expect(region(page, 'Got worse')).toContainText('U+202E')
    await expect(region(page, 'What could not be seen')).toContainText('71 %')
  })

  test('held against last week: what differs, and one click to it', async ({ page, request }) => {
    const { week } = await keptWeek(request)
    await page.goto(`/review/${week}`)
    for (const name of sections.slice(0, 3)) await expect(region(page, name)).toContainText(', +2 points')
    await region(page, 'Share of time')
      .getByRole('link', { name: /in week/ })
      .click()
    await expect(page).toHaveURL(new RegExp(`/review/${weekShifted(week, -1)}`))
    await expect(region(page, 'Share of time')).toContainText(', +1 point')
    await page.getByRole('link', { name: 'The week after' }).click()
    await expect(page).toHaveURL(new RegExp(`/review/${week}`))
  })

  test('lines lead to what they tell of; those that were kept without an address are words', async ({
    page,
    request,
  }) => {
    const { week } = await keptWeek(request)
    await page.goto(`/review/${week}`)
    const worse = region(page, 'Got worse')
    await expect(worse.getByRole('link', { name: 'pod-1', exact: true })).toHaveAttribute(
      'href',
      '/pods/eks-prod/apps/pod-1',
    )
    await expect(worse.getByText('pod-2', { exact: true })).toBeVisible()
    await expect(worse.getByRole('link', { name: 'pod-2', exact: true })).toHaveCount(0)
    await worse
      .getByRole('link', { name: /Inbound UDP closed/ })
      .first()
      .click()
    await expect(page).toHaveURL(/\/causes\/fw-public-node-closed/)

    await page.goto(`/review/${weekShifted(week, 1)}`)
    const findings = region(page, 'Findings')
    const pod = findings.locator('a[href^="/pods/"]').first()
    await pod.click()
    await expect(page).toHaveURL(/\/pods\//)
    await expect(region(page, 'Findings')).toHaveCount(0)
    await expect(page.getByRole('heading', { level: 1 })).not.toContainText('not found')
    await page.goBack()
    await region(page, 'Next three fixes').getByRole('link').first().click()
    await expect(page).toHaveURL(/\/pods\/.*#remedy/)
  })

  test('weeks that are no weeks, still to come, or were never measured', async ({ page, request }) => {
    const { week } = await current(request)
    expect((await page.goto('/review/2025-W53'))?.status()).toBe(404)
    await page.goto(`/review/${weekShifted(week, 1)}`)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('has not begun')
    await page.goto('/review/2020-W10')
    await expect(page.getByRole('heading', { level: 1 })).toContainText('was not reviewed')
    await page.goto(`/review/${week}?scope=team/nobody`)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('no such review')
  })

  test('a note by a person stands beside it, on paper and in the Markdown', async ({ page, request }) => {
    const { week } = await keptWeek(request)
    await page.goto(`/review/${week}`)
    const notes = region(page, 'Notes')
    const text = `moved to fck-nat ${Date.now()}`
    await notes.getByLabel('Note').fill(text)
    await notes.getByLabel('By').fill('Priya')
    await notes.getByRole('button', { name: 'Write' }).click()
    await expect(notes).toContainText(text)
    await page.emulateMedia({ media: 'print' })
    await expect(notes.getByText(text)).toBeVisible()
    await expect(notes.getByLabel('Note')).toBeHidden()
    const markdown = await request.get(`/api/v1/review/${week}.md`)
    expect(markdown.headers()['content-type']).toContain('text/markdown')
    expect(await markdown.text()).toContain(text)
  })

  test('a note that another site sends is not taken', async ({ request }) => {
    const { week } = await keptWeek(request)
    const data = { by: 'x', text: 'not ours' }
    const foreign = await request.post(`/api/v1/review/${week}`, {
      data,
      headers: { Origin: 'https://evil.example' },
    })
    expect(foreign.status()).toBe(403)
    const form = await request.post(`/api/v1/review/${week}`, { form: data })
    expect(form.status()).toBe(415)
    const empty = await request.post(`/api/v1/review/${week}`, { data: { by: '', text: 'x' } })
    expect(empty.status()).toBe(400)
    expect(await (await request.get(`/api/v1/review/${week}.md`)).text()).not.toContain('not ours')
  })

  test('Markdown is copied, with nothing of a hostile name as markup', async ({ browser, request }) => {
    const { week } = await keptWeek(request)
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
    const page = await context.newPage()
    await page.goto(`/review/${week}`)
    await page.getByRole('button', { name: 'Copy Markdown' }).click()
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    for (const name of sections.slice(3)) expect(copied).toContain(`## ${name}`)
    expect(copied).not.toContain('<b>x</b>')
    expect(copied).not.toContain('\u202e')
    await context.close()
  })
})

test.describe('on paper', () => {
  for (const format of ['A4', 'Letter'] as const) {
    test(`nothing is lost or cut on ${format}`, async ({ page, request }) => {
      const { week } = await keptWeek(request)
      await page.goto(`/review/${week}`)
      // Every line that the paper must have, read off the page as print lays it out.
      await page.emulateMedia({ media: 'print' })
      const lines = await page.evaluate(() =>
        [
          ...document.querySelectorAll(
            '.doc h1, .doc h2, .doc tr, .doc td, .doc dt, .doc dd, .doc li, .docfoot',
          ),
        ]
          .filter(element => element.checkVisibility())
          // biome-ignore lint/performance/useDomNodeTextContent: what print leaves out is no text of the paper
          .map(element => (element instanceof HTMLElement ? element.innerText : '')),
      )
      expect(lines.length).toBeGreaterThan(100)
      // On paper a name leads nowhere, and does not look as if it did.
      const underlined = await page.evaluate(
        () =>
          [...document.querySelectorAll('.doc a')].filter(
            link => getComputedStyle(link).textDecorationLine !== 'none',
          ).length,
      )
      expect(underlined).toBe(0)
      const { pages, texts } = pdfPages(await page.pdf({ format, printBackground: false }))
      expect(pages).toBeLessThanOrEqual(3)
      // Fonts draw some pairs of letters as one.
      const letters = (words: string) => words.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '')
      const printed = texts.map(letters)
      for (const line of lines) {
        // What is written from right to left stands in a PDF in the order in which it is drawn.
        const plain = line.split(/[\u0590-\u05ff]+/).map(letters)
        // A row is whole on one sheet.
        for (const part of plain)
          expect(
            printed.some(sheet => sheet.includes(part)),
            part,
          ).toBe(true)
      }
    })
  }

  test('no line, column or chart lies over the edge of the sheet', async ({ page, request }) => {
    const { week } = await keptWeek(request)
    // A4 less its margins, at 96 pixels an inch.
    await page.setViewportSize({ width: 703, height: 1040 })
    await page.goto(`/review/${week}`)
    await page.emulateMedia({ media: 'print' })
    const over = await page.evaluate(() =>
      [...document.querySelectorAll('.doc *')]
        .filter(element => element.checkVisibility())
        .map(element => ({
          html: element.outerHTML.slice(0, 80),
          right: element.getBoundingClientRect().right,
        }))
        .filter(({ right }) => right > window.innerWidth + 1),
    )
    expect(over).toEqual([])
  })
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing that axe finds, ${colorScheme}`, async ({ browser, request }) => {
    const { week } = await keptWeek(request)
    const context = await browser.newContext({ colorScheme })
    const page = await context.newPage()
    for (const path of [`/review/${week}`, `/review/${weekShifted(week, 1)}`, '/review/2020-W10']) {
      await page.goto(path)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map(node => node.html) }))).toEqual([])
    }
    await context.close()
  })
}

test('on a phone nothing is wider than the screen', async ({ page, request }) => {
  const { week } = await keptWeek(request)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`/review/${week}`)
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(over).toBeLessThanOrEqual(0)
})
