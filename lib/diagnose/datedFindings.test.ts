import { expect, test } from 'vitest'
import { calico, cilium } from './builders/clusters.ts'
import { easyNat, unmeasured } from './builders/devices.ts'
import { seeing, subject } from './builders/subject.ts'
import { datedFindings } from './datedFindings.ts'
import { diagnose } from './diagnose.ts'

const read = { kubernetes: new Date('2026-11-23T04:00:00Z'), tailscale_api: new Date('2026-11-23T04:01:00Z') }
const input = seeing(
  subject(calico({ natOutgoing: true }), {}, { varies: 'yes' }, [easyNat(), unmeasured()]),
  {
    easy: 'derp',
    unknown: 'derp',
  },
)

const agesOf = (more: Partial<typeof input>) =>
  datedFindings(diagnose({ ...input, ...more })).flatMap(({ evidence }) => evidence)

test('what has no time of its own has that of its source', () => {
  const evidence = agesOf({ readAt: read })
  const of = (source: string) => new Set(evidence.filter(each => each.source === source).map(({ at }) => at))
  expect(of('kubernetes')).toEqual(new Set(['2026-11-23T04:00:00.000Z']))
  expect(of('tailscale_api')).toContain('2026-11-23T04:01:00.000Z')
  // NetInfo and links say themselves when they were measured.
  expect(of('log')).toEqual(new Set(['2026-11-23T03:00:00.000Z']))
  expect(of('status')).toEqual(new Set(['2026-11-23T03:00:00.000Z']))
})

test('nothing that was seen is without an age, where its source has one', () => {
  const seen = agesOf({ readAt: read }).filter(({ seen, source }) => seen !== 'unknown' && source !== 'prior')
  expect(seen.length).toBeGreaterThan(3)
  expect(seen.filter(({ at }) => at === null)).toEqual([])
})

test('what was never measured has none, nor has anything of a source whose time nobody knows', () => {
  const stranger = seeing(subject(cilium({}), {}, { varies: 'no' }, [unmeasured()]), { unknown: 'derp' })
  const unseen = datedFindings(
    diagnose({ ...stranger, readAt: { ...read, netcheck: read.kubernetes } }),
  ).flatMap(({ evidence }) => evidence.filter(({ seen }) => seen === 'unknown'))
  expect(unseen.length).toBeGreaterThan(0)
  expect(unseen.filter(({ at }) => at !== null)).toEqual([])
  expect(
    agesOf({})
      .filter(({ source }) => source === 'kubernetes')
      .every(({ at }) => at === null),
  ).toBe(true)
})
