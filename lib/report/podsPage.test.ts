import { describe, expect, test } from 'vitest'
import { mergedPods } from './mergedPods.ts'
import { noFilter } from './podFilter.ts'
import { firstOf, podsPage, rowsOf } from './podsPage.ts'
import type { PodsView } from './podsView.ts'
import { podRowOf } from './testPodRow.ts'

const named = (name: string, cluster = 'eks') => podRowOf({ name, cluster })
const viewOf = (given: Partial<PodsView> & Pick<PodsView, 'rows'>): PodsView => ({
  asOf: 0,
  from: 0,
  to: 0,
  total: given.rows.length,
  count: given.rows.length,
  version: '7-0',
  isChange: false,
  ...given,
})
const byName = { filter: noFilter, sort: { by: 'name', order: 'asc' } } as const

describe('what the pods page shows', () => {
  const view = viewOf({ rows: [named('b'), named('a'), named('c', 'gke'), named('zeta', 'gke')] })

  test('filters, order and groups act together', () => {
    const page = podsPage(view, {
      ...byName,
      filter: { ...noFilter, cluster: ['gke'], q: 'zeta' },
      group: 'none',
    })
    expect(rowsOf(page.items).map(row => row.name)).toEqual(['zeta'])
    expect(page).toMatchObject({ total: 4, found: 1, withoutWords: 2 })
    expect(page.facets.cluster).toEqual([
      { value: 'gke', count: 1 },
      { value: 'eks', count: 0 },
    ])
  })

  test('its beginning has so many pods with the heads of their groups, and says what is left', () => {
    const page = firstOf(podsPage(view, { ...byName, group: 'cluster' }), 3)
    expect(rowsOf(page.items).map(row => row.name)).toEqual(['a', 'b', 'c'])
    expect(page).toMatchObject({ found: 4, more: 1 })
  })

  test('a beginning longer than all is all', () => {
    expect(firstOf(podsPage(view, { ...byName, group: 'cluster' }), 4).more).toBe(0)
  })
})

describe('what changed since, put into what was there', () => {
  const last = viewOf({ rows: [named('a'), named('b')] })
  const change = (rows: PodsView['rows'], count: number) => viewOf({ rows, count, isChange: true, asOf: 9 })

  test('nothing: the same rows, and a later moment', () => {
    const merged = mergedPods(last, change([], 2))
    expect(merged?.rows).toEqual(last.rows)
    expect(merged?.rows[0]).toBe(last.rows[0])
    expect(merged).toMatchObject({ asOf: 9, isChange: false, total: 2 })
  })

  test('one row: it alone is another', () => {
    const later = podRowOf({ name: 'b', seen: 'late' })
    const merged = mergedPods(last, change([later], 2))
    expect(merged?.rows[0]).toBe(last.rows[0])
    expect(merged?.rows[1]).toBe(later)
  })

  test('a new pod comes to the others', () => {
    expect(mergedPods(last, change([named('c')], 3))?.rows.map(row => row.name)).toEqual(['a', 'b', 'c'])
  })

  test('one that is there no more: all is asked anew', () => {
    expect(mergedPods(last, change([], 1))).toBeNull()
  })

  test('an answer that tells all stands for itself', () => {
    const all = viewOf({ rows: [named('z')] })
    expect(mergedPods(last, all)).toBe(all)
  })
})
