import { expect, test } from 'vitest'
import { shortNames } from './shortNames.ts'

test.each([
  ['a label that only it has', ['api.lab.ts.net', 'lap.lab.ts.net'], 'api.lab.ts.net', 'api'],
  ['a label that two have', ['api.lab.ts.net', 'api.other.ts.net'], 'api.lab.ts.net', 'api.lab.ts.net'],
  ['the same name twice', ['api.lab.ts.net', 'api.lab.ts.net'], 'api.lab.ts.net', 'api'],
  ['an address', ['100.64.0.1', '100.64.0.2'], '100.64.0.1', '100.64.0.1'],
  ['a name that begins with a dot', ['.hidden'], '.hidden', '.hidden'],
  ['a name of another script', ['خدمة.lab.ts.net'], 'خدمة.lab.ts.net', 'خدمة'],
])('%s', (_, names, name, expected) => {
  expect(shortNames(names)(name)).toBe(expected)
})
