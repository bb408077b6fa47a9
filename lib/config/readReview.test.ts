import { expect, test } from 'vitest'
import { readConfig } from './readConfig.ts'
import { readReview } from './readReview.ts'

test.each([
  [{}, { zone: 'UTC', teamLabel: 'team' }],
  [
    { TAILPATH_ZONE: ' ', TAILPATH_TEAM_LABEL: '' },
    { zone: 'UTC', teamLabel: 'team' },
  ],
  [{ TAILPATH_ZONE: 'Europe/Berlin' }, { zone: 'Europe/Berlin', teamLabel: 'team' }],
  [{ TAILPATH_TEAM_LABEL: 'example.com/owner' }, { zone: 'UTC', teamLabel: 'example.com/owner' }],
])('%j is read as %j', (env, review) => {
  const problems: string[] = []
  expect(readReview(env, problem => problems.push(problem))).toEqual(review)
  expect(problems).toEqual([])
})

test.each([
  [{ TAILPATH_ZONE: 'Berlin' }, 'TAILPATH_ZONE'],
  [{ TAILPATH_ZONE: '../etc/localtime' }, 'TAILPATH_ZONE'],
  [{ TAILPATH_TEAM_LABEL: 'a b' }, 'TAILPATH_TEAM_LABEL'],
  [{ TAILPATH_TEAM_LABEL: "team'" }, 'TAILPATH_TEAM_LABEL'],
])('%j is told at the start', (env, name) => {
  const read = readConfig(env, () => '')
  expect(read).toMatchObject({ ok: false, problems: [expect.stringContaining(name)] })
})

test('a zone alone is still the demo', () =>
  expect(readConfig({ TAILPATH_ZONE: 'Asia/Tokyo' }, () => '')).toMatchObject({
    ok: true,
    config: { mode: 'demo' },
  }))
