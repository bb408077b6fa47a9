import { describe, expect, test } from 'vitest'
import { drawable } from './drawable.ts'
import { frozenMarkdown } from './frozenMarkdown.ts'
import { markdownCode, markdownText } from './markdownText.ts'

describe('names of others in Markdown', () => {
  test.each([
    ['api', 'api'],
    ['a_b*c`d', 'a\\_b\\*c\\`d'],
    ['[click](https://evil.example)', '\\[click\\]\\(https:\u200b//evil.example\\)'],
    ['<img src=x>', '&lt;img src\\=x&gt;'],
    ['a|b\n# c', 'a\\|b \\# c'],
    ['@here', '@\u200bhere'],
    ['www.evil.example', 'www.\u200bevil.example'],
    ['see WWW.evil.example', 'see WWW.\u200bevil.example'],
    ['awww.x', 'awww.x'],
    ['mailto:a@b.example', 'mailto:a@\u200bb.example'],
    ['![x](//evil.example/p.png)', '\\!\\[x\\]\\(//evil.example/p.png\\)'],
    ['<!channel> @everyone', '&lt;\\!channel&gt; @\u200beveryone'],
    ['~~~', '\\~\\~\\~'],
    ['    indented', 'indented'],
    ['\u202egnp', '\\[U\\+202E\\]gnp'],
    ['1. list', '1\\. list'],
    ['- list', '\\- list'],
    ['a & b', 'a &amp; b'],
  ])('%j', (name, text) => expect(markdownText(name)).toBe(text))

  test('no line of a patch closes its fence', () =>
    expect(markdownCode(['+ ```', '+ ````evil'])).toBe('`````\n+ ```\n+ ````evil\n`````'))
})

test('what the font of the image has not is no reason to ask the internet for one', () =>
  expect(drawable('netpol 中文 😀\u202e żółw – “ok”…')).toBe('netpol ?? ?? żółw – “ok”…'))

test('evidence that does not hold, or was not seen, says so before its sentence', () => {
  const evidence = [
    { seen: 'yes', says: 'aws-node sets prng' },
    { seen: 'no', says: 'The pod is on the host network' },
    { seen: 'unknown', says: 'A netcheck' },
  ] as const
  const text = frozenMarkdown({
    version: 1,
    page: 'target',
    takenAt: 0,
    from: 0,
    to: 0,
    zone: 'UTC',
    by: null,
    subject: 'api',
    headline: 'On DERP',
    reasons: [],
    counts: [],
    blocks: [
      {
        block: 'causes',
        title: 'Causes',
        causes: [
          {
            title: 'VPC CNI',
            code: 'cni-aws-vpc-random',
            certainty: 'certain',
            meta: '',
            evidence: [...evidence],
            disproof: '',
          },
        ],
      },
    ],
  })
  expect(text).toContain(
    '\n- aws-node sets prng\n- not so: The pod is on the host network\n- not seen: A netcheck\n',
  )
})
