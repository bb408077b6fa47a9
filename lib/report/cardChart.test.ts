import { describe, expect, test } from 'vitest'
import { cardChart } from './cardChart.ts'
import type { Block, Frozen } from './frozen.ts'
import { frozenCard } from './frozenCard.ts'

const none = { direct: 0, peer_relay: 0, derp: 0 }

const viewOf = (...blocks: Block[]): Frozen => ({
  version: 1,
  page: 'overview',
  takenAt: 3_600_000,
  from: 0,
  to: 3_600_000,
  zone: 'UTC',
  by: null,
  subject: 'all clusters',
  headline: 'All links are direct.',
  reasons: [],
  counts: [],
  blocks,
})
const table = (...rows: Extract<Block, { block: 'table' }>['rows']): Block => ({
  block: 'table',
  title: 'Regions',
  meta: '',
  columns: ['Region'],
  rows,
  more: 0,
})
const chartOf = (...blocks: Block[]) => cardChart(viewOf(...blocks), at => at / 3_600_000)

describe('the chart of the image', () => {
  test('amounts stand against the most, the most first, those of nothing left out', () => {
    expect(
      chartOf(
        table(
          { cells: ['Nuremberg'], mix: null, weight: { value: 25, words: '25 MB' } },
          { cells: ['Paris'], mix: null, weight: { value: 0, words: '0 B' } },
          { cells: ['New York → 中'], mix: null, weight: { value: 100, words: '100 MB' } },
        ),
      ),
    ).toEqual({
      kind: 'amounts',
      rows: [
        { name: 'New York to ?', part: 1, words: '100 MB' },
        { name: 'Nuremberg', part: 0.25, words: '25 MB' },
      ],
    })
  })

  test('rows with a mix are told by it, those that carry nothing left out', () =>
    expect(
      chartOf(table({ cells: ['api'], mix: { ...none, derp: 3 } }, { cells: ['idle'], mix: none })),
    ).toEqual({ kind: 'mix', rows: [{ name: 'api', direct: 0, peer_relay: 0, derp: 3 }] }))

  test('a matrix is drawn cell by cell; what goes two ways by its direct share', () =>
    expect(
      chartOf({
        block: 'matrix',
        title: 'Who reaches whom',
        meta: '',
        peers: [
          { name: 'a', note: '', isQuiet: false },
          { name: 'b', note: '', isQuiet: true },
        ],
        lines: [
          {
            name: 'api',
            note: '',
            group: { title: '', note: '' },
            parts: { direct: 1, peer_relay: 0, derp: 3 },
            cells: [
              { peer: 0, kind: 'mixed', links: 4, parts: { direct: 1, peer_relay: 0, derp: 3 }, says: '' },
              { peer: 1, kind: 'idle', links: 1, parts: none, says: '' },
            ],
          },
        ],
      }),
    ).toEqual({
      kind: 'grid',
      columns: 2,
      lines: [
        [
          { column: 0, kind: 'mixed', direct: 0.25 },
          { column: 1, kind: 'idle', direct: 0 },
        ],
      ],
    }))

  const weeks = (percents: typeof none | null): Block => ({
    block: 'weeks',
    shares: ['links', 'time'].map(title => ({
      title,
      meta: '',
      percents,
      against: '',
      trend: [
        { week: '2026-W46', percents: null },
        { week: '2026-W47', percents: title === 'time' ? percents : null },
      ],
      foot: '',
    })),
  })

  test('a review is told by its share of time; a week without data stays empty, and each has its number', () => {
    const card = frozenCard(viewOf(weeks({ direct: 75, peer_relay: 0, derp: 25 })))
    expect(card.chart).toEqual({
      kind: 'bands',
      buckets: [{ from: 0.55, to: 0.95, direct: 0.75, peer_relay: 0, derp: 0.25 }],
    })
    expect(card.ticks).toEqual([
      { at: 0.25, label: 'W46' },
      { at: 0.75, label: 'W47' },
    ])
  })

  test.each<[string, Block]>([
    ['no week measured', weeks(null)],
    ['an empty table', table()],
    ['a table of words', table({ cells: ['a'], mix: null })],
    ['a matrix without lines', { block: 'matrix', title: '', meta: '', peers: [], lines: [] }],
  ])('%s has none', (_, block) => expect(chartOf(block)).toBeNull())
})
