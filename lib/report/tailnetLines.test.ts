import { expect, test } from 'vitest'
import type { TailnetSettings } from '#lib/tailnet/tailnetSettings.ts'
import { tailnetLines } from './tailnetLines.ts'

const settings: TailnetSettings = {
  policyKeptElsewhere: 'yes',
  policyLink: 'https://github.com/example/policy',
  autoUpdates: 'no',
  regionalRouting: 'yes',
  flowLogs: 'unknown',
  keyDays: 180,
}
const policy = { randomizeClientPort: false, relayGrants: [], nodeAttrs: [] }
const saysOf = (lines: ReturnType<typeof tailnetLines>) => lines.map(({ says }) => says)

test.each([
  [
    'all that two scopes show',
    tailnetLines(settings, policy),
    ['elsewhere', 'no grants', 'off', 'off', 'on', null, '180 days'],
  ],
  ['without any scope nothing is said', tailnetLines(null, null), [null, null, null, null, null, null, null]],
])('%s', (_, lines, says) => expect(saysOf(lines)).toEqual(says))

test('what is not known names the scope that would show it', () => {
  const lines = tailnetLines(null, null)
  expect(lines.every(({ means }) => /^needs \w+:/.test(means))).toBe(true)
  expect(tailnetLines(settings, null).find(({ label }) => label === 'Network flow logs')?.means).toBe(
    'needs logs:network:read beside feature_settings:read',
  )
})

test('a policy that is kept elsewhere leads there', () =>
  expect(tailnetLines(settings, policy)[0]).toEqual({
    label: 'Policy file is kept',
    says: 'elsewhere',
    means: 'the admin console refuses edits: grants and attributes belong into its source',
    link: 'https://github.com/example/policy',
  }))
