import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { PodNat, PodRow } from '#lib/report/podRow.ts'
import { podRowOf } from '#lib/report/testPodRow.ts'
import { MiddleName } from './MiddleName.tsx'
import { NatMini } from './NatMini.tsx'
import { PodCause } from './PodCause.tsx'
import { PodMix } from './PodMix.tsx'

const now = Date.parse('2026-11-23T03:17:00Z')
const minute = 60_000

/** What a reader sees and hears of markup: its text, and the names of its pictures. */
const said = (markup: string) =>
  markup
    .replace(/<svg[^>]*aria-label="([^"]*)"[^>]*>/g, '[$1]')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#x27;', "'")
    .replace(/\s+/g, ' ')
    .trim()

const links = { direct: 0, peer_relay: 0, derp: 0, no_answer: 0, idle: 0, offline: 0, unknown: 0 }
const unseen = { name: 'worker', seen: 'not_seen', why: 'no right to exec in namespace batch' } as const

describe('paths of a pod in a cell', () => {
  test.each<[string, Partial<PodRow> & { name: string }, string]>([
    [
      'seen',
      { name: 'api', links: { ...links, direct: 2, derp: 5 } },
      '[2 direct, 0 peer relay, 5 DERP] 2 of 7',
    ],
    ['idle, which is not zero of something', { name: 'api', links: { ...links, idle: 3 } }, 'no active link'],
    [
      'without answer, which is not DERP',
      { name: 'api', links: { ...links, no_answer: 2 } },
      '2 without answer',
    ],
    [
      'late: the last picture with its age',
      {
        name: 'api',
        seen: 'late',
        why: '5 rounds failed in a row',
        seenAt: now - 9 * minute,
        links: { ...links, derp: 1 },
      },
      '[0 direct, 0 peer relay, 1 DERP] 0 of 1 late: 9 min old',
    ],
    ['not seen, nothing predicted', unseen, '[paths not seen] ?'],
    [
      'not seen, with what is predicted marked as that',
      { ...unseen, expected: { direct: 3, peer_relay: 0, derp: 4, depends: 1 } },
      '[paths not seen] ? predicted: 3 direct, 4 DERP, 1 open',
    ],
    ['gone', { name: 'old', seen: 'gone' }, 'gone'],
  ])('%s', (_, row, expected) => {
    expect(said(renderToStaticMarkup(<PodMix row={podRowOf(row)} now={now} />))).toBe(expected)
  })
})

describe('the cause in a cell', () => {
  const cause = (code: string, certainty: 'certain' | 'likely') => ({
    code,
    certainty,
    title: `${code} in full`,
    short: code,
  })
  test.each<[string, Partial<PodRow> & { name: string }, string]>([
    ['none', { name: 'api' }, '–'],
    [
      'the surest, and how many more',
      { name: 'api', causes: [cause('a', 'certain'), cause('b', 'likely')] },
      'a certain and 1 more',
    ],
    ['why nothing is seen', unseen, 'Not seen: no right to exec in namespace batch'],
    ['a reason with markup in it', { ...unseen, why: '<b>no</b>' }, 'Not seen: <b>no</b>'],
  ])('%s', (_, row, expected) => {
    expect(said(renderToStaticMarkup(<PodCause row={podRowOf(row)} />))).toBe(expected)
  })
})

describe('NAT in miniature', () => {
  const drawn = (nat: PodNat) => renderToStaticMarkup(<NatMini nat={nat} />)
  const count = (markup: string, sign: RegExp) => markup.match(sign)?.length ?? 0
  test.each<
    [string, PodNat, { words: string; gates: number; blocks: number; broken: number; stops: number }]
  >([
    [
      'none on the way',
      { l1: 'none', l2: 'none', udp: 'yes', stop: null },
      { words: 'none, none', gates: 0, blocks: 0, broken: 0, stops: 0 },
    ],
    [
      'both easy',
      { l1: 'easy', l2: 'easy', udp: 'yes', stop: null },
      { words: 'easy, easy', gates: 2, blocks: 0, broken: 0, stops: 0 },
    ],
    [
      'L1 hard breaks all behind it',
      { l1: 'hard', l2: 'none', udp: 'yes', stop: null },
      { words: 'hard, none', gates: 0, blocks: 1, broken: 3, stops: 0 },
    ],
    [
      'L2 hard breaks the rest',
      { l1: 'easy', l2: 'hard', udp: 'yes', stop: null },
      { words: 'easy, hard', gates: 1, blocks: 1, broken: 1, stops: 0 },
    ],
    [
      'UDP stopped at the pod',
      { l1: 'easy', l2: 'easy', udp: 'no', stop: 'pod' },
      { words: 'no UDP', gates: 2, blocks: 0, broken: 3, stops: 1 },
    ],
    [
      'UDP stopped at the edge',
      { l1: 'easy', l2: 'easy', udp: 'no', stop: 'edge' },
      { words: 'no UDP', gates: 2, blocks: 0, broken: 1, stops: 1 },
    ],
    [
      'unknown is no gate and no break',
      { l1: 'unknown', l2: 'unknown', udp: 'unknown', stop: null },
      { words: '?, ?', gates: 0, blocks: 0, broken: 0, stops: 0 },
    ],
  ])('%s', (_, nat, { words, ...signs }) => {
    const markup = drawn(nat)
    expect(said(markup)).toBe(words)
    expect({
      gates: count(markup, /class="gate"/g),
      blocks: count(markup, /<rect[^>]*fill="currentColor"/g),
      broken: count(markup, /class="way broken"/g),
      stops: count(markup, /class="stop"/g),
    }).toEqual(signs)
  })
})

describe('names that others gave', () => {
  test.each([
    [
      'a long one gives way in its middle',
      'payments-gateway-5f6b7c8d9e-q2x8m',
      ['payments-gateway-5f6b7c8d9e', '-q2x8m'],
    ],
    ['right to left is never cut in two', 'خدمة-الدفع-الرئيسية', ['خدمة-الدفع-الرئيسية']],
    ['markup stays text', '<img src=x onerror=alert(1)>', ['<img src=x onerror=alert(1)>']],
    ['what would turn the text around is shown', 'exe.\u202Egnp', ['exe.', 'U+202E', 'gnp']],
  ])('%s', (_, name, pieces) => {
    const markup = renderToStaticMarkup(<MiddleName name={name} />)
    expect(markup).toMatch(/^<bdi/)
    expect(markup).not.toMatch(/<img/)
    expect(said(markup)).toBe(pieces.join(' '))
  })
})
