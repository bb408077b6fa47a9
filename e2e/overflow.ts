import type { Page } from '@playwright/test'

/**
 * What makes a page wider than its window, outermost first, so that a failure names it; empty where it fits. What scrolls
 * in a frame of its own is no fault of the page.
 */
export const overflow = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const frame = (each: Element): boolean => {
      const parent = each.parentElement
      return parent !== null && (getComputedStyle(parent).overflowX !== 'visible' || frame(parent))
    }
    const wide = [...document.querySelectorAll('body *')].filter(
      each => each.getBoundingClientRect().right > clientWidth + 0.5 && !frame(each),
    )
    return [
      `${scrollWidth} of ${clientWidth} pixels`,
      ...wide
        .slice(0, 6)
        .map(
          each =>
            `<${each.tagName.toLowerCase()} class="${each.getAttribute('class') ?? ''}"> ${each.textContent?.slice(0, 40)}`,
        ),
    ]
  })
