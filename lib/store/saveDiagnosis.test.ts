import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import type { Diagnosis, Finding, NatChain } from '#lib/tailnet/finding.ts'
import { deviceId } from '#lib/tailnet/ids.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import { closeDatabase, type Database, openDatabase } from './database.ts'
import { saveDiagnosis } from './saveDiagnosis.ts'
import { at, emptied, shop } from './testRounds.ts'

let db: Database
let drop: () => Promise<void>
beforeAll(async () => {
  const made = await testDatabase()
  db = openDatabase(made.url)
  drop = made.close
})
beforeEach(() => emptied(db))
afterAll(async () => {
  await closeDatabase(db)
  await drop()
})

const layer = { hardness: 'easy', certainty: 'certain', name: 'no NAT', why: '' } as const
const chain: NatChain = {
  l1: layer,
  l2: layer,
  side: 'easy',
  udp: 'yes',
  ipv6: 'no',
  inbound: { reachable: 'no', by: 'shut', why: '' },
  publicAddresses: [],
  seenAs: [],
  localPort: null,
  fixedPort: null,
}
const cause = (code: string, ruleVersion = 1, certainty: Finding['certainty'] = 'likely'): Finding => ({
  subject: { kind: 'target', target: shop },
  code,
  ruleVersion,
  certainty,
  evidence: [],
  disproof: '',
  missing: [],
  remedies: [],
})
const diagnosis = (findings: Finding[], ruleVersion = 1): Diagnosis => ({
  target: shop,
  device: null,
  ruleVersion,
  chain,
  peers: [],
  findings,
  recipe: [],
  remedies: [],
})
const minuteOf = (date: Date | null) => date && (date.getTime() - at(0).getTime()) / 60_000

describe('findings over two diagnoses, at minutes 0 and 5', () => {
  const scenes: { scene: string; first: Diagnosis; second: Diagnosis; rows: unknown[] }[] = [
    {
      scene: 'the cause stays',
      first: diagnosis([cause('hard_nat')]),
      second: diagnosis([cause('hard_nat', 1, 'certain')]),
      rows: [['hard_nat', 1, 'certain', 0, 'fact', null, null]],
    },
    {
      scene: 'the cause is gone and another is there',
      first: diagnosis([cause('hard_nat')]),
      second: diagnosis([cause('udp_blocked')]),
      rows: [
        ['hard_nat', 1, 'likely', 0, 'fact', 5, 'fact'],
        ['udp_blocked', 1, 'likely', 5, 'fact', null, null],
      ],
    },
    {
      scene: 'a new version of the rule finds it again: neither fixed nor new, and it holds since then',
      first: diagnosis([cause('hard_nat')]),
      second: diagnosis([cause('hard_nat', 2)], 2),
      rows: [
        ['hard_nat', 1, 'likely', 0, 'fact', 5, 'rule'],
        ['hard_nat', 2, 'likely', 0, 'rule', null, null],
      ],
    },
    {
      scene: 'new rules find another cause: reclassified',
      first: diagnosis([cause('hard_nat')]),
      second: diagnosis([cause('symmetric_l1', 2)], 2),
      rows: [
        ['hard_nat', 1, 'likely', 0, 'fact', 5, 'rule'],
        ['symmetric_l1', 2, 'likely', 5, 'rule', null, null],
      ],
    },
  ]
  test.each(scenes)('$scene', async ({ first, second, rows }) => {
    await saveDiagnosis(db, { at: at(0), diagnosis: first })
    await saveDiagnosis(db, { at: at(5), diagnosis: second })
    const found = await db.finding.findMany({ orderBy: { id: 'asc' } })
    expect(
      found.map(row => [
        row.code,
        row.ruleVersion,
        row.certainty,
        minuteOf(row.openedAt),
        row.openedBy,
        minuteOf(row.closedAt),
        row.closedBy,
      ]),
    ).toEqual(rows)
  })
})

test('the same document writes nothing', async () => {
  await saveDiagnosis(db, { at: at(0), diagnosis: diagnosis([cause('hard_nat')]) })
  await saveDiagnosis(db, { at: at(5), diagnosis: diagnosis([cause('hard_nat')]) })
  expect(await db.diagnosisDoc.findFirst()).toMatchObject({ computedAt: at(0) })
})

test.each([
  ['falls idle, and its cause stays open', 'idle', null],
  ['turns direct, and its cause is gone', 'direct', 5],
] as const)('a link on DERP %s', async (_, path, closedAt) => {
  const observer = deviceId('pod')
  const peer = deviceId('laptop')
  const link = { subject: { kind: 'link', observer, peer, target: shop } as const }
  const seen = (path: PathKind, findings: Finding[]): Diagnosis => ({
    ...diagnosis(findings),
    peers: [{ peer, peerName: 'laptop', path, expected: 'derp', dependsOn: null, causes: [], chain }],
  })
  await saveDiagnosis(db, { at: at(0), diagnosis: seen('derp', [{ ...cause('peer_hard'), ...link }]) })
  await saveDiagnosis(db, { at: at(5), diagnosis: seen(path, []) })
  const [found] = await db.finding.findMany()
  expect(found && minuteOf(found.closedAt)).toBe(closedAt)
})
