import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { closeDatabase, type Database, openDatabase } from '../database.ts'
import { recordRounds } from '../recordRounds.ts'
import type { RoundWrite } from '../roundWrite.ts'
import { saveDiagnosis } from '../saveDiagnosis.ts'
import { at, emptied, failed, onDerp, onDirect, saw, shop } from '../testRounds.ts'
import { askRows } from './askRows.ts'
import { diagnosesAt, openFindingsAt, pathsAt, spansAt } from './held.ts'

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

const minuteOf = (date: Date) => (date.getTime() - at(0).getTime()) / 60_000
const pathRow = z.object({ peer: z.string(), kind: z.string(), since: z.date() })
const paths = async (minute: number) =>
  (
    await askRows(
      db,
      pathRow,
      Prisma.sql`select peer, kind, since from ${pathsAt(at(minute))} path_now order by peer`,
    )
  ).map(({ peer, kind, since }) => `${peer} ${kind} since ${minuteOf(since)}`)

const every = (from: number, to: number, look: (minute: number) => RoundWrite): RoundWrite[] =>
  Array.from({ length: to - from + 1 }, (_, index) => look(from + index))

const direct = (minute: number) => saw(minute, [onDirect('a')])
const derp = (minute: number) => saw(minute, [onDerp('a')])
const quiet = (minute: number) => saw(minute, [])

const blind = (from: number, to: number) => every(from, to, minute => failed('status', minute))

describe('where packets went at minute 10, whenever that is asked', () => {
  test.each<[scene: string, until: RoundWrite[], after: RoundWrite[], told: string[]]>([
    ['it goes on', every(0, 10, direct), every(11, 20, direct), ['a direct since 0']],
    ['it becomes another path', every(0, 10, direct), every(11, 20, derp), ['a direct since 0']],
    [
      'it had become another one',
      [...every(0, 5, direct), ...every(6, 10, derp)],
      every(11, 20, direct),
      ['a derp since 6'],
    ],
    [
      'a pause that ends soon',
      [...every(0, 7, direct), ...every(8, 10, quiet)],
      every(11, 20, direct),
      ['a direct since 0'],
    ],
    [
      'a pause that does not end',
      [...every(0, 7, direct), ...every(8, 10, quiet)],
      every(11, 20, quiet),
      ['a direct since 0'],
    ],
    [
      'a pause that ends on another path',
      [...every(0, 7, direct), ...every(8, 10, quiet)],
      every(11, 20, derp),
      ['a direct since 0'],
    ],
    [
      'a pause that has lasted',
      [...every(0, 3, direct), ...every(4, 10, quiet)],
      every(11, 20, quiet),
      ['a idle since 4'],
    ],
    [
      'and ends later',
      [...every(0, 3, direct), ...every(4, 10, quiet)],
      every(11, 20, derp),
      ['a idle since 4'],
    ],
    ['it is not watched any more', every(0, 10, direct), blind(11, 20), ['a direct since 0']],
    [
      'another peer comes later',
      every(0, 10, direct),
      every(11, 20, minute => saw(minute, [onDirect('a'), onDerp('b')])),
      ['a direct since 0'],
    ],
  ])('%s', async (_, until, after, told) => {
    await recordRounds(db, until)
    expect(await paths(10)).toEqual(told)
    await recordRounds(db, after)
    expect(await paths(10)).toEqual(told)
  })

  test('a hole is told once it has lasted five minutes, while it lasts and when it has ended', async () => {
    await recordRounds(db, [...every(0, 4, direct), ...blind(5, 10)])
    expect(await paths(8)).toEqual(['a direct since 0'])
    expect(await paths(10)).toEqual(['a unknown since 4'])
    await recordRounds(db, [...blind(11, 12), ...every(13, 20, derp)])
    expect(await paths(8)).toEqual(['a direct since 0'])
    expect(await paths(10)).toEqual(['a unknown since 4'])
  })

  test('a pause that has lasted five minutes is told, before a look has folded it and after', async () => {
    await recordRounds(db, [...every(0, 3, direct), quiet(4)])
    expect(await paths(9)).toEqual(['a idle since 4'])
    await recordRounds(db, every(5, 20, quiet))
    expect(await paths(9)).toEqual(['a idle since 4'])
  })
})

test('spans in a window end where they had ended by then', async () => {
  const row = z.object({ kind: z.string(), started_at: z.date(), ended_at: z.date().nullable() })
  const spans = async () =>
    (
      await askRows(
        db,
        row,
        Prisma.sql`select kind, started_at, ended_at from ${spansAt(at(10), { from: at(0) })} held order by started_at`,
      )
    ).map(({ kind, started_at, ended_at }) => [kind, minuteOf(started_at), ended_at && minuteOf(ended_at)])
  const told = [
    ['direct', 0, 4],
    ['derp', 4, null],
  ]
  await recordRounds(db, [...every(0, 3, direct), ...every(4, 10, derp)])
  expect(await spans()).toEqual(told)
  await recordRounds(db, every(11, 30, direct))
  expect(await spans()).toEqual(told)
})

test('a moment long ago is found by the index over what spans cover, not by all that came after it', async () => {
  await recordRounds(db, every(0, 5, direct))
  await db.$executeRaw`
    insert into path_span (observer, peer, target_id, peer_name, kind, started_at, ended_at, ended_by, traffic_seconds)
    select 'o' || n % 100, 'p' || n % 50, 't', 'p', 'direct', ${at(0)}::timestamptz + n * interval '1 second',
           ${at(0)}::timestamptz + (n + 50) * interval '1 second', 'changed', 1
    from generate_series(1, 20000) n on conflict do nothing`
  await db.$executeRawUnsafe('analyze path_span')
  const plan = await askRows(
    db,
    z.object({ 'QUERY PLAN': z.string() }),
    Prisma.sql`explain select count(*) from ${pathsAt(at(20))} path_now`,
  )
  const text = plan.map(line => line['QUERY PLAN']).join('\n')
  expect(text).toMatch(/Index Scan on path_span_p20261116_tstzrange_idx/)
})

describe('what diagnosis said', () => {
  const layer = { hardness: 'easy', certainty: 'certain', name: 'no NAT', why: '' } as const
  const said = (l1: string, certainty: 'certain' | 'likely' | null) =>
    ({
      target: shop,
      device: null,
      ruleVersion: 1,
      chain: { l1: { ...layer, name: l1 }, l2: layer, side: 'easy', udp: 'yes', ipv6: 'no' },
      peers: [],
      findings: certainty
        ? [
            {
              subject: { kind: 'target', target: shop },
              code: 'both-hard',
              ruleVersion: 1,
              certainty,
              evidence: [],
              disproof: '',
              missing: [],
              remedies: [],
            },
          ]
        : [],
      recipe: [],
      remedies: [],
    }) as unknown as Parameters<typeof saveDiagnosis>[1]['diagnosis']

  test.each([
    [-1, null, null],
    [0, 'first', 'likely'],
    [4, 'first', 'likely'],
    [5, 'second', 'certain'],
    [9, 'second', 'certain'],
    [10, 'third', null],
  ])('at minute %i', async (minute, name, certainty) => {
    await saveDiagnosis(db, { at: at(0), diagnosis: said('first', 'likely') })
    await saveDiagnosis(db, { at: at(5), diagnosis: said('second', 'certain') })
    await saveDiagnosis(db, { at: at(10), diagnosis: said('third', null) })
    const [document] = await askRows(
      db,
      z.object({ name: z.string() }),
      Prisma.sql`select body #>> '{chain,l1,name}' as name from ${diagnosesAt(at(minute))} diagnosis`,
    )
    const [finding] = await askRows(
      db,
      z.object({ certainty: z.string() }),
      Prisma.sql`select certainty from ${openFindingsAt(at(minute))} finding`,
    )
    expect([document?.name ?? null, finding?.certainty ?? null]).toEqual([name, certainty])
  })
})
