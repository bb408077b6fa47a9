import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'

/** Secrets of the stage: what the collector was given, and what stands openly in a pod's variables (e2e/stage.ts). */
const results = resolve(import.meta.dirname, '../test-results')
const secrets = () => {
  const { canaries } = JSON.parse(readFileSync(join(results, 'stage.json'), 'utf8')) as { canaries: string[] }
  const tokens = [...readFileSync(join(results, 'stage.kubeconfig'), 'utf8').matchAll(/token: (\S+)/g)]
  return [...canaries, ...tokens.map(([, token]) => token ?? '')]
}

test('no page and no answer of the API holds a credential', async ({ page, request, baseURL }) => {
  const hidden = secrets()
  expect(hidden.length).toBeGreaterThan(8)
  expect(hidden.every(secret => secret.length > 10)).toBe(true)
  const seen = new Set<string>()
  const found: string[] = []
  const look = (place: string, text: string) =>
    found.push(
      ...hidden.filter(secret => text.includes(secret)).map(secret => `${place}: ${secret.slice(0, 16)}`),
    )

  // Every request that the pages make for themselves is looked into as well.
  page.on('response', async response => {
    const url = new URL(response.url())
    if (url.origin !== baseURL || !url.pathname.startsWith('/api/')) return
    seen.add(url.pathname)
    look(url.pathname, await response.text().catch(() => ''))
  })
  await expect(async () => {
    await page.goto('/pods')
    expect(await page.locator('a[href^="/pods/"]').count()).toBeGreaterThan(5)
  }).toPass({ timeout: 60_000 })

  const places = ['/', '/pods', '/settings']
  const queue = [...places]
  const done = new Set<string>()
  while (queue.length > 0 && done.size < 40) {
    const place = queue.shift() as string
    if (done.has(place)) continue
    done.add(place)
    const answer = await request.get(place)
    const html = await answer.text()
    look(place, html)
    for (const [, href = ''] of html.matchAll(/href="(\/[^"#]*)"/g))
      if (!/^\/(_next|api|favicon)|\.\w+$/.test(href) && !done.has(href))
        queue.push(href.replaceAll('&amp;', '&'))
  }
  for (const place of ['/', '/settings', ...[...done].filter(each => /^\/pods\/./.test(each)).slice(0, 4)]) {
    const live = page.waitForResponse(answer => new URL(answer.url()).pathname.startsWith('/api/'))
    await page.goto(place)
    await live
    look(`${place} after scripts`, await page.content())
  }
  // And what outsiders may ask.
  for (const name of readdirSync(resolve(import.meta.dirname, '../app/api/v1'))) {
    const answer = await request.get(`/api/v1/${name}`)
    look(`/api/v1/${name}`, await answer.text())
    if (answer.ok()) seen.add(`/api/v1/${name}`)
  }
  expect(found).toEqual([])
  expect(done.size).toBeGreaterThan(10)
  expect(seen.size).toBeGreaterThan(3)
})
