import type { PodsView } from './podsView.ts'

/**
 * The last view with what has changed since. Rows that did not change stay the same objects. Null where the two do not add up,
 * as when a pod that went long ago has left the hours shown: then all is to be asked anew.
 */
export function mergedPods(last: PodsView, answer: PodsView): PodsView | null {
  if (!answer.isChange) return answer
  const changed = new Map(answer.rows.map(row => [row.id, row]))
  const kept = last.rows.map(row => changed.get(row.id) ?? row)
  const known = new Set(last.rows.map(({ id }) => id))
  const rows = [...kept, ...answer.rows.filter(({ id }) => !known.has(id))]
  if (rows.length !== answer.count) return null
  return { ...answer, rows, isChange: false, total: rows.filter(row => row.seen !== 'gone').length }
}
