import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Frozen } from './frozen.ts'
import { frozenCard } from './frozenCard.ts'
import { frozenMarkdown } from './frozenMarkdown.ts'
import { ownPhrases } from './ownPhrases.ts'
import { redact } from './redact.ts'
import { type KnownNames, type Redaction, redactions, redactor } from './redactText.ts'

const known: KnownNames = {
  tailnet: ['example.com', 'tail1234.ts.net', 'tail1234'],
  devices: [
    ['web.tail1234.ts.net', 'web', 'Web Server', '100.64.0.7', 'fd7a:115c:a1e0::7'],
    ['laptop-anna.tail1234.ts.net', 'laptop-anna'],
    ['relay', 'public'],
  ],
}
const told = (text: string, chosen: readonly Redaction[] = redactions) =>
  redactor(chosen, known, [text])(text)

describe('one sentence', () => {
  test.each<[string, readonly Redaction[], string]>([
    ['The link to `web.tail1234.ts.net` is on DERP', redactions, 'The link to `device 1` is on DERP'],
    ['web, WEB and “Web Server” at 100.64.0.7', redactions, 'device 1, device 1 and “device 1” at device 1'],
    ['web-7f9c and laptop-anna, not webhook', redactions, 'device 1-7f9c and device 2, not webhook'],
    ['web.tail1234.ts.net', ['tailnet'], 'web.tailnet'],
    [
      'seen from 203.0.113.20:51313 to 2001:db8:7:1::9.',
      redactions,
      'seen from 203.0.113.0/24:51313 to 2001:db8:7::/48.',
    ],
    ['ec2-203-0-113-20.compute', ['addresses'], 'ec2-203-0-113-0/24.compute'],
    ['::ffff:203.0.113.20 and 10.0.0.9 at 02:38:04', redactions, '203.0.113.0/24 and 10.0.0.9 at 02:38:04'],
    ['tailscaled 1.102.5 in 100.64.0.0/10', redactions, 'tailscaled 1.102.5 in 100.64.0.0/10'],
    ['an unknown 100.99.1.2', redactions, 'an unknown tailnet address'],
    ['by anna@example.com, bob@github.', ['emails'], 'by person 1, person 2.'],
    ['anna@example.com', ['tailnet'], 'anna@tailnet'],
    ['2 by peer relay, one through relay', redactions, '2 by peer relay, one through device 1'],
    ['nothing', [], 'nothing'],
  ])('%s without %j', (text, chosen, left) => expect(told(text, chosen)).toBe(left))

  test('what would make a name again is not told at all', () => {
    const names = { tailnet: [], devices: [['secret'], ['the device 1 one']] }
    expect(redactor(['devices'], names, ['the secret one', 'the device 1 one'])('the secret one')).toBe(
      '(redacted)',
    )
  })

  test('ten thousand devices are looked for in a moment', () => {
    const devices = Array.from({ length: 10_000 }, (_, n) => [`host-${n}.t.ts.net`, `host-${n}`, `Host ${n}`])
    const texts = Array.from({ length: 3_000 }, (_, n) => `a link of host-${n} to host-${n + 1}`)
    const start = performance.now()
    const without = redactor(redactions, { tailnet: [], devices }, texts)
    expect(without(texts[5] ?? '')).toBe('a link of device 1 to device 2')
    expect(performance.now() - start).toBeLessThan(2_000)
  })
})

/** A view in which each text holds `words`. */
const viewOf = (words: string): Frozen => ({
  version: 1,
  page: 'target',
  takenAt: 3_600_000,
  from: 0,
  to: 3_600_000,
  zone: 'UTC',
  by: words,
  subject: words,
  headline: words,
  reasons: [words],
  counts: [{ kind: 'derp', count: 7 }],
  blocks: [
    {
      block: 'lanes',
      title: words,
      lanes: [
        {
          peer: words,
          now: { kind: 'derp', text: words },
          flips: 1,
          segments: [{ from: 0, to: 9, kind: 'direct', text: words, flips: 0 }],
          holes: [{ from: 0, to: 1, reason: words }],
        },
      ],
      more: 0,
      holes: [{ from: 0, to: 1, reason: words }],
      flags: [],
    },
    {
      block: 'events',
      title: words,
      items: [{ at: 5, no: 1, title: words, place: words, effect: { kind: 'derp', words } }],
      more: 0,
    },
    {
      block: 'causes',
      title: words,
      causes: [
        {
          title: words,
          code: words,
          certainty: 'certain',
          meta: words,
          evidence: [{ seen: 'yes', says: words }],
          disproof: words,
        },
      ],
    },
    {
      block: 'remedies',
      title: words,
      remedies: [
        {
          title: words,
          certainty: 'likely',
          gain: words,
          patches: [{ object: words, diff: [{ sign: '+', text: words }] }],
          limits: [words],
          verify: words,
        },
      ],
    },
    { block: 'facts', title: words, facts: [{ label: 'Device', value: words }] },
    {
      block: 'table',
      title: words,
      meta: words,
      columns: ['Pod'],
      rows: [
        {
          cells: [words],
          mix: { direct: 1, peer_relay: 0, derp: 1 },
          weight: { value: 1, words },
        },
      ],
      more: 0,
    },
    {
      block: 'matrix',
      title: words,
      meta: words,
      peers: [{ name: words, note: words, isQuiet: false }],
      lines: [
        {
          name: words,
          note: words,
          group: { title: words, note: words },
          parts: { direct: 0, peer_relay: 0, derp: 1 },
          cells: [
            { peer: 0, kind: 'derp', links: 1, parts: { direct: 0, peer_relay: 0, derp: 1 }, says: words },
          ],
        },
      ],
    },
    {
      block: 'weeks',
      shares: [
        {
          title: words,
          meta: words,
          percents: null,
          against: words,
          trend: [{ week: '2026-W47', percents: { direct: 90, peer_relay: 0, derp: 10 } }],
          foot: words,
        },
      ],
    },
  ],
})

const textsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}
const isAlone = (text: string, name: string) => {
  const isWord = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}]/u.test(char)
  const [whole, part] = [text.toLowerCase(), name.toLowerCase()]
  for (let at = whole.indexOf(part); at >= 0; at = whole.indexOf(part, at + 1)) {
    const before = [...whole.slice(0, at)].at(-1)
    const after = [...whole.slice(at + part.length)][0]
    const isCut = (isWord([...part][0]) && isWord(before)) || (isWord([...part].at(-1)) && isWord(after))
    if (!isCut) return true
  }
  return false
}

const label = fc.stringMatching(/^[a-z][a-z0-9]{1,7}(-[a-z0-9]{1,4})?$/)
const odd = fc.string({ minLength: 2, maxLength: 12, unit: 'grapheme' })
const ourWords = new Set(
  `device devices tailnet person redacted address pod direct derp utc target version taken with tailpath now before peer would disprove it expect cause certain likely unknown from for in the to ${ownPhrases.join(' ')}`
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu),
)
const name = fc
  .oneof(label, odd)
  .map(each => each.trim())
  .filter(
    each =>
      /[\p{L}]{2}/u.test(each) &&
      each === each.toLowerCase() &&
      !(each.match(/[\p{L}\p{N}]+/gu) ?? []).some(word => ourWords.has(word)),
  )
const octet = fc.integer({ min: 1, max: 254 })
const address = fc.tuple(fc.constantFrom(8, 52, 203), octet, octet, octet).map(parts => parts.join('.'))
const mail = fc.tuple(label, label).map(([who, where]) => `${who}@${where}.example`)
const glue = fc.constantFrom(' ', ', ', ' (', ') ', '`', '-', ': ', '/', ' | ', '\n', '"', '@')

test('no redacted value is left in any text of the view, of its image or of its Markdown', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(name, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
      fc.array(address, { maxLength: 3 }),
      fc.array(mail, { maxLength: 3 }),
      label.filter(each => !ourWords.has(each)).map(each => `${each}.ts.net`),
      fc.array(glue, { minLength: 12, maxLength: 12 }),
      (devices, addresses, mails, tailnet, glues) => {
        const secrets = [...devices.flat(), ...addresses, ...mails, tailnet]
        const words = secrets
          .map((secret, at) => `x${glues[at % 12]}${secret}${glues[(at + 5) % 12]}`)
          .join('y ')
        const view = redact(viewOf(words), redactions, { tailnet: [tailnet], devices })
        const texts = [...textsOf(view), ...textsOf(frozenCard(view)), frozenMarkdown(view)]
        const left = secrets.filter(secret => texts.some(text => isAlone(text, secret)))
        expect(left).toEqual([])
      },
    ),
    { numRuns: 300 },
  )
})

test('the same name has the same pseudonym in every text, and numbers and paths stay', () => {
  const view = redact(viewOf('web and laptop-anna'), ['devices'], known)
  expect(new Set(textsOf(view).filter(text => text.includes('device')))).toEqual(
    new Set(['device 1 and device 2']),
  )
  expect(view.counts).toEqual([{ kind: 'derp', count: 7 }])
})
