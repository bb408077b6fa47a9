import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Params, Question } from '#components/live/views.ts'
import { type TestStage, testStage } from '#lib/demo/testStage.ts'
import { demoWorld } from '#lib/fake/world/demoWorld.ts'
import { onlyClusters } from '#lib/fake/world/onlyClusters.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import type { Ask } from './ask.ts'
import { bytes } from './bytes.ts'
import { cause } from './cause.ts'
import { causes } from './causes.ts'
import { clusters } from './clusters.ts'
import { commonality } from './commonality.ts'
import { device } from './device.ts'
import { deviceHistory } from './deviceHistory.ts'
import { events } from './events.ts'
import { flaps } from './flaps.ts'
import { lanes } from './lanes.ts'
import { latency } from './latency.ts'
import { link } from './link.ts'
import { linkHistory } from './linkHistory.ts'
import { matrix } from './matrix.ts'
import { pods } from './pods.ts'
import { price } from './price.ts'
import { regions } from './regions.ts'
import { shares } from './shares.ts'
import { sources } from './sources.ts'
import { target } from './target.ts'

/**
 * About now by what they are: how fresh the picture is, what a search finds, what is to be mended next. What a cluster is
 * made of has no history that its page could be drawn from; it says so.
 */
type AboutNow = 'standing' | 'search' | 'fixes' | 'targetFixes' | 'checks' | 'whatIf' | 'behind' | 'cluster'

const ofTarget: Question[] = ['target', 'bytes', 'latency', 'lanes', 'flaps', 'price']
const start = new Date('2026-11-20T12:00:00Z')
let stage: TestStage
let drop: () => Promise<void>

beforeAll(async () => {
  const made = await testDatabase()
  drop = made.close
  stage = await testStage({
    world: onlyClusters(demoWorld({ at: start }), ['dc-cilium', 'eks-prod']),
    url: made.url,
    start,
  })
})
afterAll(async () => {
  await stage.close()
  await drop()
})

const asked: { [Q in Exclude<Question, AboutNow>]: Ask<Q> } = {
  bytes,
  cause,
  causes,
  clusters,
  commonality,
  device,
  deviceHistory,
  events,
  flaps,
  lanes,
  latency,
  link,
  linkHistory,
  matrix,
  pods,
  price,
  regions,
  shares,
  sources,
  target,
}

const minute = 60_000

describe('a range that has ended', () => {
  test('is answered the same when ten more minutes have passed', { timeout: 300_000 }, async () => {
    const { db } = stage
    // A sweep reads logs and idle links a quarter of an hour late: what it tells belongs to the moment that it speaks of.
    const { collector } = await stage.begin({ settings: { diagnoseSeconds: 60, sweepSeconds: 3_600 } })
    await stage.step([collector], 60, 8)
    const to = stage.now()
    const window = { from: new Date(to.getTime() - 10 * minute), to }
    const places = (await db.target.findMany({ orderBy: { id: 'asc' } })).map(
      ({ clusterId, namespace, name }) => ({ cluster: clusterId, namespace, name }),
    )
    const links = await db.pathNow.findMany({ orderBy: [{ observer: 'asc' }, { peer: 'asc' }] })
    const devices = [...new Set(links.map(({ peer }) => peer))].slice(0, 12).map(device => ({ device }))
    const pairs = links.slice(0, 12).map(({ observer, peer }) => ({ a: observer, b: peer }))
    const codes = await db.finding.findMany({ select: { code: true }, distinct: ['code'] })
    const paramsOf = (question: Question): Params[] => {
      if (question === 'cause') return codes
      if (question === 'device' || question === 'deviceHistory') return devices
      if (question === 'link' || question === 'linkHistory') return pairs
      return ofTarget.includes(question) ? places : [{}]
    }
    const answers = async (): Promise<Record<string, string>> => {
      const said: Record<string, string> = {}
      for (const ask of Object.values(asked) as Ask<Question>[]) {
        for (const params of paramsOf(ask.question)) {
          const view = await ask.answer({ db, now: to, at: to, clock: stage.now(), window, params })
          // A mark of the database's own, by which a list asks for what changed: no number of the page.
          said[`${ask.question} ${Object.values(params).join(' ')}`] = JSON.stringify(
            { ...view, version: '' },
            null,
            1,
          )
        }
      }
      return said
    }
    const moved = async () => [
      await db.pathSpan.count(),
      await db.diagnosisPast.count(),
      await db.finding.count({ where: { openedAt: { gt: to } } }),
    ]
    const before = await answers()
    const [spans = 0, documents = 0] = await moved()
    const [gone] = await db.targetPod.findMany({ where: { goneAt: null }, orderBy: { uid: 'asc' } })
    const home = await db.target.findUniqueOrThrow({ where: { id: gone?.targetId ?? '' } })
    const { name: cluster } = await db.cluster.findUniqueOrThrow({ where: { id: home.clusterId } })
    stage.fake.remove(cluster, {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace: home.namespace,
      name: gone?.name ?? '',
    })
    await stage.step([collector], 60, 10)
    const [spansAfter, documentsAfter, opened] = await moved()
    expect(spansAfter).toBeGreaterThan(spans)
    expect(documentsAfter).toBeGreaterThan(documents)
    expect(opened).toBeGreaterThan(0)
    const after = await answers()
    expect(Object.keys(after)).toEqual(Object.keys(before))
    for (const asking of Object.keys(before)) expect.soft(after[asking], asking).toBe(before[asking])
  })
})
