import { expect, test } from 'vitest'
import { diagnose } from '#lib/diagnose/diagnose.ts'
import { emptyInput } from '#lib/diagnose/input.ts'
import type { Diagnosis } from '#lib/tailnet/finding.ts'
import { clusterId, targetId } from '#lib/tailnet/ids.ts'
import { keepDiagnosis } from './keepDiagnosis.ts'

const of = (name: string): Diagnosis =>
  diagnose(
    emptyInput(
      targetId({ cluster: clusterId('c1'), namespace: 'n', kind: 'Deployment', name, ordinal: null }),
    ),
  )

test('what was kept last is not kept again, and what failed is', async () => {
  const saved: string[] = []
  let isAway = false
  const keep = keepDiagnosis(async ({ target, device }) => {
    if (isAway) throw new Error('away')
    saved.push(`${target.split('/').at(-1)} ${device ?? ''}`)
  })
  await keep(of('a'))
  // The same, read again later.
  await keep({ ...of('a'), readAt: { kubernetes: '2026-11-23T03:00:00.000Z' } })
  await keep(of('b'))
  expect(saved).toHaveLength(2)
  const changed = { ...of('a'), ruleVersion: 99 }
  isAway = true
  await expect(keep(changed)).rejects.toThrow('away')
  isAway = false
  await keep(changed)
  await keep(of('a'))
  expect(saved).toHaveLength(4)
})
