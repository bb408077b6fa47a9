import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import type { TargetId } from '#lib/tailnet/ids.ts'
import { closeDatabase, type Database, openDatabase } from '../database.ts'
import { causeStandings } from './causeStandings.ts'
import { collectorRuns } from './collectorRuns.ts'
import { coverage } from './coverage.ts'
import { events } from './events.ts'
import { flips } from './flips.ts'
import { gaps } from './gaps.ts'
import { latency } from './latency.ts'
import { linkCounts } from './linkCounts.ts'
import { linksNow } from './linksNow.ts'
import { pathTime } from './pathTime.ts'
import { roundsPoints } from './roundsPoints.ts'
import { sourceStandings } from './sourceStandings.ts'
import { spans } from './spans.ts'
import { tailnetStanding } from './tailnetStanding.ts'
import { targetDetail } from './targetDetail.ts'
import { targetStandings } from './targetStandings.ts'
import { traffic } from './traffic.ts'

const noon = (minutes = 0) => new Date(Date.UTC(2026, 10, 20, 12, minutes))
const window = { from: noon(-60), to: noon() }
const target = 'c1/shop/Deployment/api' as TargetId

let db: Database
let drop: () => Promise<void>
beforeAll(async () => {
  const made = await testDatabase()
  db = openDatabase(made.url)
  drop = made.close
})
afterAll(async () => {
  await closeDatabase(db)
  await drop()
})

const link = (observer: string, peer: string, kind: string, idle = false) => ({
  observer,
  peer,
  targetId: target,
  podUid: 'p1',
  peerName: peer,
  kind,
  since: noon(-30),
  idleSince: idle ? noon(-2) : null,
})

describe('an empty database', () => {
  test('answers every question with nothing, never with a zero that was measured', async () => {
    expect(await tailnetStanding(db)).toBeNull()
    expect(await targetDetail(db, { cluster: 'c', namespace: 'n', name: 'x' })).toBeNull()
    const lists = await Promise.all([
      causeStandings(db, window),
      collectorRuns(db, 5),
      coverage(db),
      events(db, { window, target, limit: 5 }),
      flips(db, window),
      gaps(db, { window, subjects: ['collector'] }),
      latency(db, { devices: [], window, step: 60 }),
      linkCounts(db, window, 60),
      pathTime(db, window, 300, [target]),
      roundsPoints(db, window, 300),
      sourceStandings(db),
      targetStandings(db, { window, slices: 30 }),
      ...[60, 300, 3_600, 86_400].map(step => traffic(db, window, step)),
    ])
    expect(lists.flat()).toEqual([])
    expect(await spans(db, { target, window })).toEqual({ spans: [], isCut: false })
  })
})

describe('links now', () => {
  test('a pair counts once; two ends that differ are one way; an idle end agrees with any path', async () => {
    await db.pathNow.createMany({
      data: [
        link('a', 'b', 'direct'),
        link('b', 'a', 'direct'),
        link('a', 'c', 'derp'),
        link('c', 'a', 'direct'),
        link('a', 'd', 'derp'),
        link('d', 'a', 'direct', true),
        link('a', 'e', 'offline'),
        link('a', 'f', 'idle', true),
        link('a', 'g', 'no_answer'),
        link('a', 'h', 'unknown'),
      ],
    })
    expect(await linksNow(db)).toEqual({
      links: { direct: 1, peer_relay: 0, derp: 1 },
      oneWay: 1,
      noAnswer: 1,
      idle: 1,
      offline: 1,
      unknown: 1,
    })
  })

  test('counts over time follow the spans, half open, and leave a pair that disagrees out', async () => {
    const points = await linkCounts(db, { from: noon(-40), to: noon() }, 600)
    expect(points.map(({ at, links }) => [(at.getTime() - noon().getTime()) / 60_000, links])).toEqual([
      [-30, { direct: 1, peer_relay: 0, derp: 0 }],
      [-20, { direct: 1, peer_relay: 0, derp: 0 }],
      [-10, { direct: 1, peer_relay: 0, derp: 0 }],
      [0, { direct: 1, peer_relay: 0, derp: 1 }],
    ])
  })
})
