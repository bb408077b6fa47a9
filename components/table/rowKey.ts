/** So many rows a page key goes: about as many as a window holds. */
const pageRows = 15

const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: pageRows, PageUp: -pageRows }

/**
 * The place to which a key leads in a list of `count` rows, from the place `at`; null for another key, and where there is no
 * further row.
 */
export function rowKey(key: string, at: number, count: number): number | null {
  const last = count - 1
  if (key === 'Home') return at === 0 ? null : 0
  if (key === 'End') return at === last ? null : last
  const step = steps[key]
  if (step === undefined) return null
  const to = Math.min(last, Math.max(0, at + step))
  return to === at ? null : to
}
