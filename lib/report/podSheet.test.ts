import { describe, expect, test } from 'vitest'
import { csvLines } from './csv.ts'
import { columnsShown, podColumns, usualColumns } from './podColumns.ts'
import { podMarkdown } from './podMarkdown.ts'
import { podSheet } from './podSheet.ts'
import { podRowOf } from './testPodRow.ts'

const noon = Date.UTC(2026, 10, 24, 12)
const view = { asOf: noon, from: noon - 3_600_000, to: noon }
const api = podRowOf({
  name: 'api',
  links: { direct: 2, derp: 1, peer_relay: 0, no_answer: 0, idle: 3, offline: 0, unknown: 0 },
  bytes: { direct: 10, peer_relay: 0, derp: 5 },
  derpSince: noon - 60_000,
  home: { code: 'nyc', ms: 12.5 },
  nat: { l1: 'hard', l2: 'unknown', udp: 'yes', stop: null },
  causes: [
    { code: 'both-hard', title: 'Both sides are hard', short: 'both hard', certainty: 'certain' },
    { code: 'cni-calico-random', title: 'Calico', short: 'calico', certainty: 'likely' },
  ],
})
const unseen = podRowOf({ name: 'dark', seen: 'not_seen', why: 'no right to exec' })

const told = (rows = [api], columns = columnsShown([])) => {
  const { keys, rows: cells } = podSheet(view, rows, columns)
  return cells.map(row => Object.fromEntries(keys.map((key, place) => [key, row[place]])))
}

describe('pods as a file', () => {
  test('says what the columns of always say, in values with their units', () => {
    expect(told()[0]).toEqual({
      cluster: 'eks',
      namespace: 'apps',
      pod: 'api',
      seen: 'live',
      why_not_seen: null,
      links_direct: 2,
      links_peer_relay: 0,
      links_derp: 1,
      links_no_answer: 0,
      links_idle: 3,
      links_offline: 0,
      links_unknown: 0,
      bytes_direct: 10,
      bytes_peer_relay: 0,
      bytes_derp: 5,
      bytes_all: 15,
      home_derp: 'nyc',
      home_derp_ms: 12.5,
      nat_l1: 'hard',
      nat_l2: 'unknown',
      udp: 'yes',
      cause: 'both-hard',
      cause_title: 'Both sides are hard',
      certainty: 'certain',
      more_causes: 'cni-calico-random',
      on_derp_since: '2026-11-24T11:59:00.000Z',
    })
  })

  test('what was not looked at is empty, never zero', () => {
    const [line] = told([unseen])
    expect(line).toMatchObject({ links_direct: null, links_derp: null, bytes_derp: null, bytes_all: null })
    expect(line?.why_not_seen).toBe('no right to exec')
    expect([...csvLines(podSheet(view, [unseen], ['derp']))][1]).toBe('eks,apps,dark,,\r\n')
  })

  test('has the columns that are chosen, in the order of the table, and always the place', () => {
    expect(Object.keys(told([api], columnsShown(['since', 'derp']))[0] ?? {})).toEqual([
      'cluster',
      'namespace',
      'pod',
      'bytes_derp',
      'bytes_all',
      'on_derp_since',
    ])
  })

  test('no key stands twice, whatever is chosen', () => {
    const { keys } = podSheet(view, [], podColumns)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('which columns are shown', () => {
  test.each([
    ['none asked for: those of always', [], usualColumns],
    ['in the order of the table', ['since', 'path'], ['path', 'since']],
    ['once each', ['nat', 'nat'], ['nat']],
  ] as const)('%s', (_, asked, shown) => {
    expect(columnsShown(asked)).toEqual(shown)
  })
})

test('pods as Markdown, in words', () => {
  expect(podMarkdown([api, unseen], ['path', 'derp', 'cause', 'since'], noon)).toBe(
    [
      '| Pod | Links now | DERP / all | Cause | On DERP for |',
      '| --- | --- | --- | --- | --- |',
      '| eks / apps / api | 2 of 3 direct, 1 on DERP | 5 B / 15 B | both hard \\(certain\\) | 1 min |',
      '| eks / apps / dark | not seen: no right to exec | ? | – | – |',
    ].join('\n'),
  )
})
