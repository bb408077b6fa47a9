import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Plain } from './plain.ts'
import { toYaml, yamlScalar } from './toYaml.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary' }).filter(each => each.isWellFormed()),
  fc.string({
    unit: fc.constantFrom(
      'a',
      ' ',
      ':',
      '#',
      '-',
      '"',
      "'",
      '\n',
      '\u2028',
      '\u202e',
      '1',
      '{',
      '&',
      '*',
      '!',
      '%',
      '@',
      '`',
      '|',
      '>',
    ),
  }),
  fc.constantFrom(
    'true',
    'NO',
    'y',
    '~',
    'null',
    '41641',
    '0x1f',
    '1e3',
    '1:20',
    '2026-11-23',
    '.inf',
    '=',
    '<<',
    '---',
    '- a',
    '? a',
    'a: b',
    'a:',
    ' a',
    'a ',
  ),
)
const value = fc.letrec<{ value: Plain }>(tie => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(
      text,
      fc.boolean(),
      fc.constant(null),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(each => each + 0),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      text.filter(key => key !== '__proto__' && key !== '<<'),
      tie('value'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
})).value

describe('YAML', () => {
  test.each(['1.1', '1.2'] as const)('is read back as it was by a YAML %s reader', version => {
    fc.assert(
      fc.property(value, each => {
        expect(parse(toYaml(each), { version })).toEqual(each)
      }),
      { numRuns: 2_000 },
    )
  })

  test('has no character that a reader cannot see', () => {
    fc.assert(
      fc.property(value, each => {
        expect(toYaml(each)).not.toMatch(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/u)
      }),
    )
  })

  test.each([
    ['tailscale/tailscale:v1.102.5', 'tailscale/tailscale:v1.102.5'],
    ['tag:relay', 'tag:relay'],
    ['--ip-masq', '--ip-masq'],
    ['eks.amazonaws.com/nodegroup', 'eks.amazonaws.com/nodegroup'],
    ['Argo CD', 'Argo CD'],
    ['41641', '"41641"'],
    ['true', '"true"'],
    ['No', '"No"'],
    ['', '""'],
    ['a: b', '"a: b"'],
    ['a #b', '"a #b"'],
    ['a:', '"a:"'],
    ['* ', '"* "'],
    ['a\nb', '"a\\nb"'],
    ['\u202eevil', '"\\u202Eevil"'],
    ['---', '"---"'],
  ])('writes %j as %s', (given, written) => {
    expect(yamlScalar(given)).toBe(written)
  })

  test('looks as kubectl prints it', () => {
    const object = {
      spec: {
        containers: [{ name: 'tailscale', ports: [{ hostPort: 41643, protocol: 'UDP' }] }],
        none: {},
        empty: [],
      },
    }
    expect(toYaml(object)).toBe(`spec:
  containers:
  - name: tailscale
    ports:
    - hostPort: 41643
      protocol: UDP
  none: {}
  empty: []`)
  })
})
