import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Params } from '#components/live/views.ts'
import { type TestStage, testStage } from '#lib/demo/testStage.ts'
import { demoWorld } from '#lib/fake/world/demoWorld.ts'
import { onlyClusters } from '#lib/fake/world/onlyClusters.ts'
import { matrixGroupings } from '#lib/report/matrixGroups.ts'
import type { MatrixView } from '#lib/report/matrixView.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { matrixCountedUpTo } from './matrixCountedUpTo.ts'

const counted = matrixCountedUpTo(Number.POSITIVE_INFINITY)
const read = matrixCountedUpTo(0)
const start = new Date('2026-11-20T12:00:00Z')
const minute = 60_000

let stage: TestStage
let drop: () => Promise<void>
let past: Date
let unseen: string

beforeAll(async () => {
  const made = await testDatabase()
  drop = made.close
  stage = await testStage({
    world: onlyClusters(demoWorld({ at: start }), ['dc-cilium', 'eks-prod']),
    url: made.url,
    start,
  })
  const { collector } = await stage.begin({ settings: { diagnoseSeconds: 60, sweepSeconds: 3_600 } })
  await stage.step([collector], 60, 8)
  past = stage.now()
  await pings(past)
  await stage.step([collector], 60, 9)
  await pings(stage.now())
  await oddities()
}, 300_000)
afterAll(async () => {
  await stage.close()
  await drop()
})

/** Pings of every third link, each of other lengths. */
async function pings(finishedAt: Date) {
  const links = await stage.db.pathNow.findMany({ orderBy: [{ observer: 'asc' }, { peer: 'asc' }] })
  await stage.db.checkRequest.createMany({
    data: links
      .filter((_, place) => place % 3 === 0)
      .map(({ targetId, peer }, place) => ({
        requestedBy: 'a',
        targetId,
        kind: 'ping',
        peer,
        state: 'done',
        finishedAt,
        result: {
          kind: 'ping',
          pongs: [7, 11, 20].slice(place % 3).map(ms => ({ via: 'direct', where: 'x', ms: ms + place })),
        },
      })),
  })
}

/** What the demo has too little of: links of two paths, one without an answer, a peer that nobody lists, a target that no round reached. */
async function oddities() {
  const { db } = stage
  const [first, second, third] = await db.pathNow.findMany({
    where: { kind: 'derp' },
    orderBy: [{ observer: 'asc' }, { peer: 'asc' }],
  })
  if (!first || !second || !third) throw new Error('the demo has links on DERP')
  const there = (link: typeof first) => ({ observer_peer: { observer: link.observer, peer: link.peer } })
  await db.pathNow.update({ where: there(first), data: { kind: 'no_answer', region: null } })
  await db.pathNow.createMany({
    data: [
      { ...second, peer: 'nobody', peerName: 'nobody' },
      { ...third, peer: 'nobody', peerName: 'somebody' },
    ],
  })
  // Each end watches the other, and sends another way.
  const watched = await db.pathNow.findMany({ where: { kind: 'direct' }, distinct: ['observer'] })
  const [here] = watched
  const away = watched.filter(({ observer }) => observer !== here?.observer).slice(0, 2)
  if (!here) throw new Error('the demo has direct links')
  for (const there of away) {
    for (const [from, to, kind] of [
      [here, there, 'direct'],
      [there, here, 'peer_relay'],
    ] as const) {
      const ends = { observer: from.observer, peer: to.observer }
      const link = { ...from, ...ends, peerName: to.observer, kind, via: '198.51.100.9:7777:vni:1' }
      await db.pathNow.upsert({ where: { observer_peer: ends }, create: link, update: link })
    }
  }
  const linked = await db.pathNow.groupBy({ by: ['targetId'], orderBy: { targetId: 'asc' } })
  unseen = linked.at(-1)?.targetId ?? ''
  await db.pathNow.deleteMany({ where: { targetId: unseen } })
  await db.target.update({ where: { id: unseen }, data: { unjudged: 'exec is refused' } })
}

type When = 'now' | 'a past range' | 'a replay'

/** Both answers to one question. */
async function both(params: Params, when: When = 'now') {
  const { db } = stage
  const to = when === 'now' ? stage.now() : past
  const asked = {
    db,
    now: to,
    clock: stage.now(),
    window: { from: new Date(to.getTime() - (when === 'a replay' ? 60 : 10) * minute), to },
    params,
    ...(when === 'now' ? {} : { at: to }),
  }
  const [one, other] = [await counted.answer(asked), await read.answer(asked)]
  if (!one || !other) throw new Error('the matrix has an answer')
  return { one, other }
}

const cellsOf = (view: MatrixView) => view.rows.flatMap(row => row.cells)

describe('links that are counted make the picture of links that are read', () => {
  const groups: Params[] = [{}, ...matrixGroupings.map(group => ({ group }))]
  test.each<When>(['now', 'a past range', 'a replay'])('in every grouping, of %s', async when => {
    for (const params of groups) {
      const { one, other } = await both(params, when)
      expect(one.rows.length, JSON.stringify(params)).toBeGreaterThan(0)
      expect.soft(one, JSON.stringify(params)).toEqual(other)
    }
  })

  test.each(matrixGroupings.filter(group => group !== 'none'))(
    'in a look into each line by %s, as finely and as coarsely',
    async group => {
      const { one: whole } = await both({ group })
      const looks: Params[] = [
        ...whole.rows.slice(0, 6).map(({ key }) => ({ rows: key })),
        ...whole.columns.slice(0, 6).map(({ key }) => ({ peers: key })),
        ...whole.rows.slice(0, 2).map(({ key }) => ({ rows: key, peers: whole.columns[0]?.key ?? '' })),
      ]
      for (const look of looks) {
        for (const params of [look, { ...look, group }, { ...look, group: 'none' }]) {
          const { one, other } = await both(params)
          expect.soft(one, JSON.stringify(params)).toEqual(other)
        }
      }
    },
  )

  test('with lines that nobody is in', async () => {
    for (const params of [{ rows: 'cluster:gone' }, { peers: 'tag:gone' }]) {
      const { one, other } = await both(params)
      expect(one.columns).toEqual([])
      expect(one).toEqual(other)
    }
  })

  test('and all that can differ is in it', async () => {
    const { one: pairs } = await both({ group: 'none' })
    const { one: groups } = await both({ group: 'cluster' })
    expect(pairs.columns.map(({ key }) => key)).toContain('device:nobody')
    expect(pairs.rows.filter(({ block }) => block.startsWith('unseen:')).map(({ block }) => block)).toContain(
      'unseen:exec is refused',
    )
    expect(cellsOf(pairs).map(({ expected }) => expected)).toContainEqual(expect.any(String))
    expect(cellsOf(pairs).map(({ kind }) => kind)).toContain('no_answer')
    expect(cellsOf(pairs).map(({ since }) => since)).toContainEqual(expect.any(Number))
    for (const view of [pairs, groups]) {
      expect(view.oneWay).toBeGreaterThan(1)
      expect(cellsOf(view).flatMap(({ otherSays }) => otherSays)).toContain('direct')
      expect(cellsOf(view).map(({ ms }) => ms)).toContainEqual(expect.any(Number))
      expect(view.causes.reduce((sum, { fixable }) => sum + fixable, 0)).toBeGreaterThan(0)
    }
    expect(cellsOf(groups).some(({ causes }) => causes.length > 1)).toBe(true)
    expect(cellsOf(groups).map(({ kind }) => kind)).toContain('mixed')
  })
})
