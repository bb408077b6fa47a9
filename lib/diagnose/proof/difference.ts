import type { Difference } from '#lib/tailnet/fix.ts'

export interface Share {
  sessions: number
  good: number
}

/** Standard normal quantile for 95 %, two-sided. */
const z = 1.959964

/** Wilson's score interval of a proportion (Wilson 1927): it holds its level for small counts and for 0 and all of n. */
function wilson({ sessions: n, good }: Share): { low: number; high: number } {
  const share = good / n
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  // Exactly 0 and 1 at the ends, where the sum only rounds to them.
  return { low: good === 0 ? 0 : centre - half, high: good === n ? 1 : centre + half }
}

/**
 * Share after less share before, over groups that are each compared with themselves, with a 95 % interval. Of one group
 * it is Newcombe's hybrid score interval (Statistics in Medicine 1998, 17:873, method 10); of several their differences
 * are weighed as by Mantel and Haenszel and the limits combined by MOVER (Zou and Donner, Statistics in Medicine 2008,
 * 27:1693). Null where no group has sessions on both sides.
 */
export function differenceOf(groups: readonly { before: Share; after: Share }[]): Difference | null {
  const both = groups.filter(({ before, after }) => before.sessions > 0 && after.sessions > 0)
  const weightOf = ({ before, after }: { before: Share; after: Share }) =>
    (before.sessions * after.sessions) / (before.sessions + after.sessions)
  const total = both.reduce((sum, group) => sum + weightOf(group), 0)
  if (total === 0) return null
  let [value, down, up] = [0, 0, 0]
  for (const group of both) {
    const weight = weightOf(group) / total
    const [was, is] = [wilson(group.before), wilson(group.after)]
    const [before, after] = [
      group.before.good / group.before.sessions,
      group.after.good / group.after.sessions,
    ]
    value += weight * (after - before)
    down += weight ** 2 * ((after - is.low) ** 2 + (was.high - before) ** 2)
    up += weight ** 2 * ((is.high - after) ** 2 + (before - was.low) ** 2)
  }
  return { value, low: value - Math.sqrt(down), high: value + Math.sqrt(up) }
}

/** One difference less another one that is independent of it, by MOVER again. */
export function lessControl(own: Difference, control: Difference): Difference {
  const value = own.value - control.value
  return {
    value,
    low: value - Math.hypot(own.value - own.low, control.high - control.value),
    high: value + Math.hypot(own.high - own.value, control.value - control.low),
  }
}
