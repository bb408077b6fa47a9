import type { Browser, BrowserContextOptions, Page } from '@playwright/test'

/** What a page cost a browser that had never seen it. */
export interface PageCost {
  /** Bytes of scripts as they came over the wire, compressed, with their headers. */
  scriptBytes: number
  scripts: number
  /** Milliseconds until the largest text or image of the first screen stood. */
  lcp: number
  /** The largest window of layout shifts, by the rule of https://web.dev/articles/cls; 0 is none. */
  cls: number
  /** What moved, for whoever must find it: its share and what it was. */
  shifts: string[]
  /** Milliseconds from the slowest key or click to the next paint; null where nothing was touched. */
  inp: number | null
}

interface Seen {
  lcp: number
  shifts: { at: number; value: number; what: string }[]
  touches: number[]
}

/**
 * Opens `address` with an empty cache and counts from its first byte. `read` tells what was counted so far, so that a
 * caller can ask before and after it touched something.
 */
export async function pageCost(browser: Browser, address: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const page = await context.newPage()
  const cost = await countScripts(page)
  await page.addInitScript(observe)
  await page.goto(address, { waitUntil: 'load' })
  await quiet(page)
  const read = async (): Promise<PageCost> => {
    const { lcp, shifts, touches } = await page.evaluate(
      // Two frames, so that what was just drawn has been reported.
      () =>
        new Promise<Seen>(done =>
          requestAnimationFrame(() =>
            requestAnimationFrame(() =>
              setTimeout(() => done((window as unknown as { seen: Seen }).seen), 50),
            ),
          ),
        ),
    )
    return {
      ...cost,
      lcp,
      cls: worstWindow(shifts),
      shifts: shifts.map(({ value, what }) => `${value.toFixed(4)} ${what}`),
      inp: touches.length > 0 ? Math.max(...touches) : null,
    }
  }
  return { page, read, close: () => context.close() }
}

/** Everything that a page brings by itself has come: nothing is under way for a second. */
const quiet = (page: Page) => page.waitForLoadState('networkidle').then(() => page.waitForTimeout(500))

async function countScripts(page: Page): Promise<{ scriptBytes: number; scripts: number }> {
  const cost = { scriptBytes: 0, scripts: 0 }
  const session = await page.context().newCDPSession(page)
  const wanted = new Set<string>()
  session.on('Network.responseReceived', ({ requestId, type }) => type === 'Script' && wanted.add(requestId))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!wanted.has(requestId)) return
    cost.scriptBytes += encodedDataLength
    cost.scripts++
  })
  await session.send('Network.enable')
  return cost
}

/** Runs in the page before its own scripts. */
function observe() {
  const seen: Seen = { lcp: 0, shifts: [], touches: [] }
  Object.assign(window, { seen })
  const watch = (type: string, take: (entry: PerformanceEntry & Record<string, unknown>) => void) =>
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) take(entry as PerformanceEntry & Record<string, unknown>)
    }).observe({ type, buffered: true, durationThreshold: 16 } as PerformanceObserverInit)
  watch('largest-contentful-paint', entry => {
    seen.lcp = entry.startTime
  })
  watch('layout-shift', entry => {
    if (entry.hadRecentInput) return
    const sources = entry.sources as { node: Node | null }[]
    const what = sources.map(({ node }) =>
      node instanceof Element ? node.outerHTML.slice(0, 120) : String(node),
    )
    seen.shifts.push({ at: entry.startTime, value: Number(entry.value), what: what.join(' | ') })
  })
  watch('event', entry => {
    if (Number(entry.interactionId) > 0) seen.touches.push(entry.duration)
  })
}

/** Shifts less than a second apart, within five seconds, count as one; the worst such window is the page's. */
function worstWindow(shifts: Seen['shifts']): number {
  let worst = 0
  let sum = 0
  let from = Number.NEGATIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const { at, value } of shifts) {
    if (at - last > 1_000 || at - from > 5_000) {
      sum = 0
      from = at
    }
    sum += value
    last = at
    worst = Math.max(worst, sum)
  }
  return worst
}
