import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import type { Device } from '#lib/tailnet/device.ts'
import { deviceId } from '#lib/tailnet/ids.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import { closeDatabase, type Database, openDatabase } from './database.ts'
import { openTailnet } from './openTailnet.ts'
import { gaps } from './read/gaps.ts'
import { silences } from './read/silences.ts'
import { spans } from './read/spans.ts'
import { recordRounds } from './recordRounds.ts'
import type { RoundWrite } from './roundWrite.ts'
import { saveDevices } from './saveDevices.ts'
import { saveTailnet } from './saveTailnet.ts'
import { at, counted, emptied, failed, onDerp, onDirect, pod, saw, shop, unanswered } from './testRounds.ts'

let db: Database
let url: string
let drop: () => Promise<void>
beforeAll(async () => {
  const made = await testDatabase()
  url = made.url
  drop = made.close
  db = openDatabase(url)
})
beforeEach(async () => {
  await emptied(db)
  await openTailnet(db, { mode: 'demo', name: 'demo.ts.net' })
  await saveTailnet(db, {
    derpMap: [
      { id: 4, code: 'fra', name: 'Frankfurt' },
      { id: 1, code: 'nyc', name: 'New York' },
    ],
  })
})
afterAll(async () => {
  await closeDatabase(db)
  await drop()
})

/** Each round in a transaction of its own, as live. */
async function told(...writes: RoundWrite[]): Promise<number[]> {
  const flips: number[] = []
  for (const write of writes) flips.push((await recordRounds(db, [write]))[0]?.flips ?? Number.NaN)
  return flips
}

const minuteOf = (date: Date | null) => (date ? (date.getTime() - at(0).getTime()) / 60_000 : null)
const window = { from: at(-600), to: at(600) }

/** The history of all links, oldest first, as "direct 0–5 changed". */
async function history(): Promise<string[]> {
  const { spans: seen } = await spans(db, { target: shop, window })
  return seen
    .toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime())
    .map(({ path, startedAt, endedAt, endedBy }) =>
      [path.kind, `${minuteOf(startedAt)}–${minuteOf(endedAt) ?? ''}`, endedBy].filter(Boolean).join(' '),
    )
}

const listed = (name: string, online: Tri): Device => ({
  id: deviceId(name),
  name: `${name}.demo.ts.net`,
  hostname: name,
  addresses: [],
  os: 'linux',
  clientVersion: '1.102.5',
  user: 'ann@example.com',
  tags: [],
  online,
  lastSeen: null,
  created: null,
  expires: null,
  external: false,
  ephemeral: false,
  blocksIncoming: false,
  cloned: false,
  advertisedRoutes: [],
  enabledRoutes: [],
  connectivity: null,
})

const minutes = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)
const direct = (from: number, to: number) => minutes(from, to).map(minute => saw(minute, [onDirect('a')]))
const idle = (from: number, to: number) => minutes(from, to).map(minute => saw(minute, []))
const down = (from: number, to: number) => minutes(from, to).map(minute => failed('status', minute))

describe('a link over time', () => {
  const scenes: { scene: string; rounds: RoundWrite[]; shows: string[] }[] = [
    { scene: 'seen once', rounds: direct(0, 0), shows: ['direct 0–'] },
    { scene: 'unchanged', rounds: direct(0, 9), shows: ['direct 0–'] },
    {
      scene: 'from DERP to direct',
      rounds: [saw(0, [onDerp('a')]), ...direct(1, 2)],
      shows: ['derp 0–1 changed', 'direct 1–'],
    },
    {
      scene: 'another endpoint is no flip',
      rounds: [saw(0, [onDirect('a')]), saw(1, [onDirect('a', 0, '198.51.100.9:1024')])],
      shows: ['direct 0–'],
    },
    {
      scene: 'another family is a flip',
      rounds: [saw(0, [onDirect('a')]), saw(1, [onDirect('a', 0, '[2001:db8::1]:41641')])],
      shows: ['direct 0–1 changed', 'direct 1–'],
    },
    {
      scene: 'another DERP region is a flip',
      rounds: [saw(0, [onDerp('a')]), saw(1, [onDerp('a', 0, 'nyc')])],
      shows: ['derp 0–1 changed', 'derp 1–'],
    },
    {
      scene: 'idle for 4 minutes is no flip',
      rounds: [...direct(0, 1), ...idle(2, 5), ...direct(6, 6)],
      shows: ['direct 0–'],
    },
    {
      scene: 'idle for 5 minutes ends it where the pause began',
      rounds: [...direct(0, 1), ...idle(2, 7)],
      shows: ['direct 0–2 changed', 'idle 2–'],
    },
    {
      scene: 'back after a long pause is a new stretch',
      rounds: [...direct(0, 1), ...idle(2, 9), ...direct(10, 10)],
      shows: ['direct 0–2 changed', 'idle 2–10 changed', 'direct 10–'],
    },
    {
      scene: 'back on another path after a short pause',
      rounds: [...direct(0, 1), ...idle(2, 3), saw(4, [onDerp('a')])],
      shows: ['direct 0–4 changed', 'derp 4–'],
    },
    {
      scene: 'one failed look',
      rounds: [...direct(0, 0), ...down(1, 1), ...direct(2, 2)],
      shows: ['direct 0–'],
    },
    {
      scene: 'three intervals without',
      rounds: [...direct(0, 0), ...down(1, 2), ...direct(3, 3)],
      shows: ['direct 0–'],
    },
    {
      scene: 'four intervals without',
      rounds: [...direct(0, 0), ...down(1, 3), ...direct(4, 4)],
      // One look is a moment: it leaves no stretch behind.
      shows: ['direct 4–'],
    },
    {
      scene: 'a hole after some minutes is cut at the last good look',
      rounds: [...direct(0, 5), ...down(6, 12), ...direct(13, 13)],
      shows: ['direct 0–5 gap', 'direct 13–'],
    },
    {
      scene: 'while nothing can be seen it is unknown',
      rounds: [...direct(0, 5), ...down(6, 9)],
      shows: ['direct 0–5 gap', 'unknown 5–'],
    },
    {
      scene: 'nobody looked for an hour',
      rounds: [...direct(0, 5), ...direct(65, 65)],
      shows: ['direct 0–5 gap', 'direct 65–'],
    },
    {
      scene: 'a sweep left out the looks between on purpose',
      rounds: [saw(0, [onDirect('a')]), saw(15, [onDirect('a')], { intervalSeconds: 900 })],
      shows: ['direct 0–'],
    },
    {
      scene: 'counters vouch for it while a collector starts anew',
      rounds: [
        saw(0, [onDirect('a')]),
        ...minutes(1, 12).map(minute => counted(minute, { direct_ipv4: minute * 1000 })),
        saw(13, [onDirect('a')]),
      ],
      shows: ['direct 0–'],
    },
    {
      scene: 'no answer: sent twice, nothing came back',
      rounds: [
        saw(0, [unanswered('a', 1000)]),
        saw(1, [unanswered('a', 3000)]),
        saw(2, [unanswered('a', 5000)]),
      ],
      shows: ['derp 0–2 changed', 'no_answer 2–'],
    },
    {
      scene: 'a device that was registered anew is another observer',
      rounds: [...direct(0, 2), saw(3, [onDirect('a')], {}, 'dev-2')],
      shows: ['direct 0–3 gone', 'direct 3–'],
    },
  ]
  test.each(scenes)('$scene', async ({ rounds, shows }) => {
    await told(...rounds)
    expect(await history()).toEqual(shows)
  })

  test.each(scenes)('$scene: the same when written in one batch', async ({ rounds, shows }) => {
    await recordRounds(db, rounds)
    expect(await history()).toEqual(shows)
  })
})

test('an older look that comes late changes nothing', async () => {
  await told(...direct(0, 1), saw(3, [onDirect('a')]), saw(2, [onDerp('a')]))
  expect(await history()).toEqual(['direct 0–'])
})

test('a hole of a target has the reason of the first look that failed for good, and an end', async () => {
  await told(...direct(0, 5), ...down(6, 8))
  const reasons = async () =>
    (await gaps(db, { window })).map(gap => [
      minuteOf(gap.startedAt),
      minuteOf(gap.endedAt),
      gap.code,
      gap.reason,
    ])
  expect(await reasons()).toEqual([[5, null, 'timeout', 'no answer within 10 s']])
  const [link] = await db.pathNow.findMany()
  expect(link).toMatchObject({ kind: 'unknown', why: 'source_failed', reason: 'no answer within 10 s' })
  await told(...down(9, 12), ...direct(13, 13))
  expect(await reasons()).toEqual([[5, 13, 'timeout', 'no answer within 10 s']])
  const { spans: seen } = await spans(db, { target: shop, window })
  expect(seen.find(span => span.endedBy === 'gap')?.reason).toBe('no answer within 10 s')
})

test('two holes in one batch stay two', async () => {
  await recordRounds(db, [...direct(0, 1), ...down(2, 6), ...direct(7, 7), ...down(8, 12)])
  const seen = await gaps(db, { window })
  expect(seen.map(gap => [minuteOf(gap.startedAt), minuteOf(gap.endedAt)])).toEqual([
    [7, null],
    [1, 7],
  ])
})

test('an unchanged tailnet writes nothing per link', async () => {
  const peers = minutes(0, 49).map(number => onDirect(`peer-${number}`))
  await told(saw(0, peers))
  const written = () => db.$queryRaw`select xmin::text, observer, peer from path_now order by peer`
  const before = await written()
  await told(saw(1, peers), saw(2, peers), saw(3, peers))
  expect(await written()).toEqual(before)
  expect(await db.pathSpan.count()).toBe(0)
})

test('a peer that is left out is offline where the device list says so, and idle when it is back', async () => {
  await told(...direct(0, 2))
  await saveDevices(db, { at: at(3), devices: [listed('a', 'no')] })
  await told(...idle(3, 9))
  expect(await history()).toEqual(['direct 0–3 changed', 'offline 3–'])
  await saveDevices(db, { at: at(10), devices: [listed('a', 'yes')] })
  await told(...idle(10, 11))
  expect(await history()).toEqual(['direct 0–3 changed', 'offline 3–10 changed', 'idle 10–'])
})

test('where the device list does not say, a peer that is left out is idle', async () => {
  await saveDevices(db, { at: at(0), devices: [listed('a', 'unknown')] })
  await told(...direct(0, 2), ...idle(3, 9))
  expect(await history()).toEqual(['direct 0–3 changed', 'idle 3–'])
})

test('time with traffic leaves pauses out, and is kept by path', async () => {
  await told(...direct(0, 2), ...idle(3, 4), ...direct(5, 6), saw(7, [onDerp('a')]), saw(8, [onDerp('a')]))
  const [span] = await db.pathSpan.findMany()
  expect(span).toMatchObject({ kind: 'direct', trafficSeconds: 300 })
  const time = await db.pathTime5m.groupBy({
    by: ['kind'],
    _sum: { seconds: true },
    orderBy: { kind: 'asc' },
  })
  expect(time.map(({ kind, _sum }) => [kind, _sum.seconds])).toEqual([
    ['derp', 60],
    ['direct', 300],
  ])
})

test('a region that got its name is no flip', async () => {
  await db.tailnet.updateMany({ data: { derpMap: [] } })
  await told(saw(0, [onDerp('a')]))
  await saveTailnet(db, { derpMap: [{ id: 4, code: 'fra', name: 'Frankfurt' }] })
  expect(await told(saw(1, [onDerp('a')]))).toEqual([0])
  expect(await db.pathNow.findFirst()).toMatchObject({ kind: 'derp', region: 4, since: at(0) })
})

describe('a round is kept once', () => {
  /** Every row of every table, with the transaction that wrote it: a row that is only written again shows too. */
  async function dump(): Promise<Record<string, string[]>> {
    const tables = await db.$queryRaw<{ name: string }[]>`
      select quote_ident(relname) as name from pg_class
      where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace`
    const rows: Record<string, string[]> = {}
    for (const { name } of tables) {
      const lines = await db.$queryRawUnsafe<{ line: string }[]>(
        `select t.xmin::text || ' ' || t::text as line from ${name} t order by t::text`,
      )
      rows[name] = lines.map(({ line }) => line)
    }
    return rows
  }
  const rounds = [
    ...direct(0, 3),
    saw(4, [onDerp('a', 5000), unanswered('b', 1_000)]),
    saw(5, [onDerp('a', 9000), unanswered('b', 2_000)]),
    saw(6, [onDerp('a', 9500), unanswered('b', 3_000)]),
    saw(7, [onDerp('a', 9700), onDirect('b', 700)]),
    ...down(8, 12),
    saw(13, [onDirect('a', 9900)], {}, 'dev-2'),
    counted(0, { derp: 100 }),
    counted(1, { derp: 400 }),
    counted(2, { derp: 900 }),
    failed('metrics', 3),
    failed('metrics', 4),
    failed('metrics', 5),
    failed('metrics', 6),
    counted(7, { derp: 950 }),
    // tailscaled started anew.
    counted(8, { direct_ipv4: 40 }),
  ]
  const touched = [
    'event',
    'fact_span',
    'gap',
    'link_silence',
    'link_traffic_5m',
    'observer_state',
    'path_now',
    'path_span',
    'path_time_5m',
    'round',
    'traffic_1d',
    'traffic_1h',
    'traffic_1m',
    'traffic_5m',
  ]

  test.each<[string, () => Promise<unknown>]>([
    ['in a batch', () => recordRounds(db, rounds)],
    ['one by one', () => told(...rounds)],
    ['backwards', () => told(...rounds.toReversed())],
    ['twice in one batch', () => recordRounds(db, [...rounds, ...rounds])],
    ['only the last one', () => recordRounds(db, rounds.slice(-1))],
    [
      'by another collector, which looked at another moment of the slot',
      () =>
        recordRounds(
          db,
          rounds.map(each => ({
            ...each,
            startedAt: new Date(each.startedAt.getTime() + 7_000),
            tookMs: 99,
          })),
        ),
    ],
  ])('a replay changes no row of any table: %s', async (_, replay) => {
    await recordRounds(db, rounds)
    const before = await dump()
    const written = Object.keys(before).filter(table => touched.includes(table) && before[table]?.length)
    expect(written.sort()).toEqual(touched)
    await replay()
    expect(await dump()).toEqual(before)
    expect(await recordRounds(db, rounds)).toEqual(rounds.map(() => ({ duplicate: true, flips: 0 })))
  })

  test('two collectors at once: nothing doubles', async () => {
    const other = openDatabase(url)
    try {
      for (const write of rounds) {
        const results = await Promise.all([recordRounds(db, [write]), recordRounds(other, [write])])
        expect(results.flat().filter(result => !result.duplicate)).toHaveLength(1)
      }
    } finally {
      await closeDatabase(other)
    }
    expect(await db.round.count()).toBe(rounds.length)
    expect((await db.traffic1m.findMany()).reduce((sum, row) => sum + Number(row.bytes), 0)).toBe(890)
    expect(await history()).toEqual([
      'direct 0–4 changed',
      'derp 4–6 changed',
      'derp 4–7 gap',
      'no_answer 6–7 changed',
      'direct 13–',
    ])
  })

  test('two batches of the same pods in opposite order wait for each other and never for ever', async () => {
    const pods = minutes(1, 20).map(number => `pod-${number}`)
    const batch = (minute: number, list: string[]) =>
      list.map(uid => saw(minute, [onDirect('a')], { podUid: uid as typeof pod }, `dev-of-${uid}`))
    await Promise.all([
      recordRounds(db, batch(0, pods)),
      recordRounds(db, batch(1, pods.toReversed())),
      recordRounds(db, batch(0, pods.toReversed())),
    ])
    expect(await db.round.count()).toBe(40)
    expect(await db.pathNow.count()).toBe(20)
  })
})

test('text that Postgres does not take costs only itself', async () => {
  const odd = { ...onDirect('a'), dnsName: 'od\0d\ud800.ts.net' }
  await told(saw(0, [odd]))
  expect(await db.pathNow.findFirst()).toMatchObject({ peerName: 'odd\ufffd.ts.net' })
})

test('rounds of a pod that is gone make no links', async () => {
  await db.targetPod.create({
    data: {
      uid: pod,
      targetId: shop,
      name: 'shop-1',
      container: 'tailscale',
      facts: {},
      firstSeen: at(-9),
      goneAt: at(0),
    },
  })
  expect(await recordRounds(db, [saw(1, [onDirect('a')])])).toEqual([{ duplicate: true, flips: 0 }])
  expect(await db.pathNow.count()).toBe(0)
})

test('a link that was sent to and did not answer is told from its last answer to the next one', async () => {
  await told(
    saw(0, [unanswered('a', 1_000)]),
    saw(1, [unanswered('a', 2_000)]),
    saw(2, [unanswered('a', 3_000)]),
    saw(3, [onDerp('a', 900)]),
    saw(4, [onDerp('a', 1_800)]),
  )
  const quiet = await silences(db, { target: shop, window })
  expect(quiet.map(({ peer, from, to }) => [peer, minuteOf(from), minuteOf(to)])).toEqual([['a', 0, 3]])
})
