import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { weekBounds } from '#lib/report/isoWeek.ts'
import type { ReviewView } from '#lib/report/reviewView.ts'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, type Database, openDatabase } from '#lib/store/database.ts'
import { maintain } from '#lib/store/maintain.ts'
import { openTailnet } from '#lib/store/openTailnet.ts'
import { reviewBody } from '#lib/store/read/reviewBody.ts'
import { reviewScopes } from '#lib/store/read/reviewScopes.ts'
import { weekTargets } from '#lib/store/read/weekTargets.ts'
import { readyPartitions } from '#lib/store/readyPartitions.ts'
import { saveReview } from '#lib/store/saveReview.ts'
import { saveTailnet } from '#lib/store/saveTailnet.ts'
import { emptied } from '#lib/store/testRounds.ts'
import { reviewJob } from './reviewJob.ts'

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

/** A moment of November 2026: week 47 is the 16th to the 22nd. */
const nov = (day: number, time = '00:00') => new Date(`2026-11-${String(day).padStart(2, '0')}T${time}:00Z`)
const hours = (count: number) => count * 3_600
const gib = 1024 ** 3

async function target(
  name: string,
  more: { namespace?: string; team?: string; parent?: [string, string] } = {},
) {
  const { namespace = 'shop', team, parent } = more
  await db.target.create({
    data: {
      id: name,
      clusterId: 'c1',
      namespace,
      kind: 'Deployment',
      workload: name,
      name,
      firstSeen: nov(2),
      lastSeen: nov(23),
      ...(parent && { parentType: 'Service', parentNamespace: parent[0], parentName: parent[1] }),
    },
  })
  await db.targetPod.create({
    data: {
      uid: `pod-${name}`,
      targetId: name,
      name: `${name}-1`,
      container: 'ts',
      facts: { labels: team ? { team } : {} },
      firstSeen: nov(2),
    },
  })
}

const link = (targetId: string, peer: string, kind: string) => ({
  observer: `dev-${targetId}`,
  peer,
  peerName: `${peer}.demo.ts.net`,
  targetId,
  kind,
  ...(kind === 'direct' && { family: 'ipv4', endpoint: '203.0.113.7:41641' }),
  ...(kind === 'derp' && { region: 4 }),
})
const was = (targetId: string, peer: string, kind: string, from: Date, to: Date) =>
  db.pathSpan.create({
    data: {
      ...link(targetId, peer, kind),
      startedAt: from,
      endedAt: to,
      endedBy: 'changed',
      trafficSeconds: (to.getTime() - from.getTime()) / 1000,
    },
  })
const is = (targetId: string, peer: string, kind: string, since: Date) =>
  db.pathNow.create({
    data: { ...link(targetId, peer, kind), podUid: `pod-${targetId}`, since, activeSince: since },
  })
const finding = (
  targetId: string,
  code: string,
  opened: Date,
  closed: Date | null = null,
  by: { opened?: string; closed?: string; version?: number } = {},
) =>
  db.finding.create({
    data: {
      subjectKind: 'target',
      subjectId: targetId,
      targetId,
      code,
      ruleVersion: by.version ?? 1,
      certainty: 'certain',
      body: {},
      openedAt: opened,
      openedBy: by.opened ?? 'fact',
      closedAt: closed,
      closedBy: closed && (by.closed ?? 'fact'),
    },
  })
async function carried(targetId: string, bucket: Date, direct: number, derp: number) {
  const row = { targetId, bucket, direction: 'out', packets: 1n }
  const data = [
    { ...row, path: 'direct_ipv4', bytes: BigInt(direct * gib) },
    { ...row, path: 'derp', bytes: BigInt(derp * gib) },
  ]
  await db.traffic1h.createMany({ data })
  await db.traffic5m.createMany({ data })
}
const timed = (targetId: string, bucket: Date, kind: string, seconds: number) =>
  db.pathTime5m.create({ data: { targetId, bucket, kind, seconds } })

function jobAt(zone = 'UTC') {
  let now = nov(23, '00:05')
  const job = reviewJob({
    db,
    clock: { now: () => now, sleep: async () => {} },
    persist: (_, write) => write(),
    // Only the interval and the review's settings are read of them.
    settings: { maintainSeconds: 60, review: { zone, teamLabel: 'team' } } as Parameters<
      typeof reviewJob
    >[0]['settings'],
  })
  return async (at: Date) => {
    now = at
    await job.run(at)
  }
}

const kept = async (week: string, scope = 'all') => {
  const body = await reviewBody(db, { week, scope })
  return body === null ? null : (JSON.parse(body) as ReviewView)
}

/** Two pods and an operator's proxy; one link got worse, one better, one flapped, and the collector slept on the weekend. */
beforeEach(async () => {
  await emptied(db)
  await readyPartitions(db, [nov(9), nov(16), nov(23), nov(30)])
  await openTailnet(db, { mode: 'demo', name: 'demo.ts.net' })
  await saveTailnet(db, { derpMap: [{ id: 4, code: 'fra', name: 'Frankfurt' }] })
  await db.cluster.create({ data: { id: 'c1', name: 'eks-prod', firstSeen: nov(2), lastSeen: nov(23) } })
  await target('shop', { team: 'pay' })
  await target('api', { namespace: 'core', team: 'core' })
  await target('ts-web-x', { namespace: 'tailscale', parent: ['web', 'front'] })

  await was('shop', 'vm', 'direct', nov(12), nov(19, '11:20'))
  await is('shop', 'vm', 'derp', nov(19, '11:20'))
  await db.event.create({
    data: {
      at: nov(19, '11:15'),
      kind: 'object_changed',
      clusterId: 'c1',
      title: 'Terraform removed the rule',
    },
  })
  await finding('shop', 'fw-public-node-closed', nov(5), nov(10))
  await finding('shop', 'fw-public-node-closed', nov(19, '11:21'))

  await was('api', 'vm', 'derp', nov(10), nov(18, '14:06'))
  await is('api', 'vm', 'direct', nov(18, '14:06'))
  await finding('api', 'hostport-mismatch', nov(10), nov(18, '14:10'))
  const fix = await db.fix.create({
    data: {
      key: 'k',
      clusterId: 'c1',
      targetId: 'api',
      what: 'a hostPort was set',
      causes: ['hostport-mismatch'],
      aim: 'direct',
      appliedAt: nov(18, '14:00'),
      noticed: 'by hand',
      by: 'Priya',
      note: 'as the patch said',
    },
  })
  await db.fixState.createMany({
    data: [
      { fixId: fix.id, at: nov(18, '14:00'), state: 'not_proven' },
      { fixId: fix.id, at: nov(20), state: 'proven' },
      // After the week: no word of it may come into its review.
      { fixId: fix.id, at: nov(24), state: 'came_back' },
    ],
  })

  await was('api', 'lap', 'direct', nov(20, '09:00'), nov(20, '10:00'))
  await was('api', 'lap', 'derp', nov(20, '10:00'), nov(20, '11:00'))
  await was('api', 'lap', 'direct', nov(20, '11:00'), nov(20, '12:00'))
  await was('api', 'lap', 'derp', nov(20, '12:00'), nov(20, '13:00'))
  await was('api', 'lap', 'direct', nov(20, '13:00'), nov(20, '14:00'))
  await is('ts-web-x', 'vm', 'direct', nov(10))

  await carried('shop', nov(16), 60, 40)
  await carried('api', nov(22, '23:00'), 10, 0)
  await carried('api', nov(23), 999, 999)
  await timed('shop', nov(16), 'direct', hours(10))
  await timed('shop', nov(20), 'derp', hours(10))
  await timed('api', nov(20), 'peer_relay', hours(5))
  await timed('api', nov(23), 'derp', hours(500))
  await db.gap.create({
    data: {
      subject: 'collector',
      startedAt: nov(21),
      endedAt: nov(23),
      code: 'stopped',
      reason: 'the collector was stopped',
    },
  })
})

describe('when a week has ended', () => {
  test('nothing is kept before its last rounds can be stored, then it is', async () => {
    const run = jobAt()
    await run(nov(22, '23:59'))
    await run(nov(23, '00:01'))
    expect(await kept('2026-W47')).toBeNull()
    await run(nov(23, '00:05'))
    expect((await kept('2026-W47'))?.days).toBe('Mon 16 to Sun 22 Nov 2026')
    expect(await kept('2026-W48')).toBeNull()
  })

  test('the verdict, the three shares and what DERP cost are those of the week alone', async () => {
    await jobAt()(nov(23, '00:05'))
    const review = await kept('2026-W47')
    expect(review?.headline).toBe('Direct fell from 63 to 40 % of link time; one fix holds.')
    expect(review?.figures).toEqual({
      links: { direct: 2, peer_relay: 0, derp: 1 },
      time: { direct: 36_000, peer_relay: 18_000, derp: 36_000 },
      bytes: { direct: 70 * gib, peer_relay: 0, derp: 40 * gib },
    })
    expect(review?.cost[0]).toEqual({ value: '40', unit: 'GiB', words: 'relayed, 36 % of bytes' })
    expect(review?.cost.map(({ words }) => words)).toContain('milliseconds added: not measured')
    expect(review?.cost.at(-1)).toEqual({ value: 'fra', unit: '', words: '100 % of the time on DERP' })
  })

  test('what got worse has its cause and what happened before it; what got better its fix', async () => {
    await jobAt()(nov(23, '00:05'))
    const moves = (await kept('2026-W47'))?.moves
    expect(moves?.worse).toEqual([
      expect.objectContaining({
        since: 'Thu 19, 11:20',
        name: 'shop',
        what: 'Terraform removed the rule',
        sub: expect.stringMatching(/, certain\. Came back, still open$/),
        links: '1 to DERP',
        href: '/pods/eks-prod/shop/shop?from=2026-11-16T00:00Z&to=2026-11-23T00:00Z',
        subHref: '/causes/fw-public-node-closed?from=2026-11-16T00:00Z&to=2026-11-23T00:00Z',
      }),
    ])
    expect(moves?.better).toEqual([
      expect.objectContaining({
        since: 'Wed 18, 14:06',
        name: 'api',
        what: 'a hostPort was set',
        sub: 'Proven, still holds. “as the patch said” Priya',
        links: '1 to direct',
        href: '/pods/eks-prod/core/api?from=2026-11-16T00:00Z&to=2026-11-23T00:00Z',
        subHref: '/fixes',
      }),
    ])
  })

  test('the link that flapped most, by its peer', async () => {
    await jobAt()(nov(23, '00:05'))
    expect((await kept('2026-W47'))?.flaps).toEqual([
      {
        key: 'dev-api>lap',
        link: 'api, lap',
        changes: 4,
        trigger: 'nothing was seen before',
        href: '/links/dev-api/lap?from=2026-11-16T00:00Z&to=2026-11-23T00:00Z',
      },
    ])
  })

  test('a collector that was off for two days has seen 71 %', async () => {
    await jobAt()(nov(23, '00:05'))
    const coverage = (await kept('2026-W47'))?.coverage
    expect(coverage?.percent).toBe('71')
    expect(coverage?.lines).toEqual([
      { strong: 'All', text: 'Sat 21, 00:00 to Mon 23, 00:00: the collector was stopped' },
    ])
  })

  test('what a sender had spooled is no hole: of two pods one pushed through the two days', async () => {
    const look = (targetId: string, slot: Date) => ({
      targetId,
      podUid: `pod-${targetId}`,
      slot,
      source: 'status',
      startedAt: slot,
      tookMs: 90,
      ok: true,
    })
    await db.round.createMany({ data: [look('shop', nov(21, '12:00')), look('api', nov(20, '23:59'))] })
    await jobAt()(nov(23, '00:05'))
    const coverage = (await kept('2026-W47'))?.coverage
    // Two of three pods missed two of seven days.
    expect(coverage?.percent).toBe('80')
    expect(coverage?.lines).toEqual([
      { strong: 'All but shop', text: 'Sat 21, 00:00 to Mon 23, 00:00: the collector was stopped' },
    ])
    await jobAt()(nov(23, '00:06'))
    expect((await kept('2026-W47', 'team/pay'))?.coverage).toMatchObject({ percent: '100', lines: [] })
  })

  test('a pod that pushed nothing for a part of the stop has a hole of its own there', async () => {
    const slot = nov(22, '12:00')
    await db.round.create({
      data: {
        targetId: 'shop',
        podUid: 'pod-shop',
        slot,
        source: 'status',
        startedAt: slot,
        tookMs: 9,
        ok: true,
      },
    })
    await db.gap.create({
      data: {
        subject: 'shop',
        startedAt: nov(21),
        endedAt: nov(22),
        code: 'lost',
        reason: 'its spool was full',
      },
    })
    const run = jobAt()
    await run(nov(23, '00:05'))
    await run(nov(23, '00:06'))
    expect((await kept('2026-W47', 'team/pay'))?.coverage).toMatchObject({
      percent: '85',
      lines: [{ strong: 'shop', text: 'in eks-prod: its spool was full, 1 d together' }],
    })
  })

  test('a collector that has just come back lets senders bring what they spooled, a quarter of an hour at most', async () => {
    await db.gap.updateMany({ data: { endedAt: nov(23, '07:00') } })
    await db.pushSender.create({
      data: { tokenId: 't', sender: 's', subject: 'shop/shop-1', firstAt: nov(2), lastAt: nov(21) },
    })
    const run = jobAt()
    await run(nov(23, '07:01'))
    await run(nov(23, '07:14'))
    expect(await kept('2026-W47')).toBeNull()
    await run(nov(23, '07:16'))
    expect(await kept('2026-W47')).not.toBeNull()
  })

  test('where nobody pushes there is nothing to wait for', async () => {
    await db.gap.updateMany({ data: { endedAt: nov(23, '07:00') } })
    await jobAt()(nov(23, '07:01'))
    expect(await kept('2026-W47')).not.toBeNull()
  })

  test('the team of an operator’s proxy is its parent’s', async () => {
    const object = (kind: string, name: string, labels: object) => ({
      apiVersion: 'v1',
      kind,
      namespace: 'web',
      name,
      labels,
    })
    const others = [
      object('Ingress', 'front', { team: 'ingress' }),
      object('Service', 'back', { team: 'back' }),
    ]
    const told = async (labels: object) => {
      await db.cluster.update({
        where: { id: 'c1' },
        data: { facts: { objects: [...others, object('Service', 'front', labels)] } },
      })
      const found = await weekTargets(db, { window: { from: nov(16), to: nov(23) }, teamLabel: 'team' })
      return found.find(({ place }) => place.name === 'ts-web-x')?.team
    }
    await db.target.update({ where: { id: 'ts-web-x' }, data: { parentType: 'svc' } })
    expect(await told({})).toBeNull()
    expect(await told({ team: 'web' })).toBe('web')
    await db.targetPod.updateMany({
      where: { targetId: 'ts-web-x' },
      data: { facts: { labels: { team: 'platform' } } },
    })
    expect(await told({ team: 'web' })).toBe('web')
    expect(await told({ team: '' })).toBe('platform')
  })

  test('a team is that of the pod of that week, by the label that is configured', async () => {
    await db.targetPod.create({
      data: {
        uid: 'pod-shop-later',
        targetId: 'shop',
        name: 'shop-2',
        container: 'ts',
        facts: { labels: { team: 'sold', squad: 'blue' } },
        firstSeen: nov(24),
      },
    })
    const teamOf = async (to: Date, teamLabel: string) =>
      (await weekTargets(db, { window: { from: nov(16), to }, teamLabel })).find(
        ({ place }) => place.name === 'shop',
      )?.team
    expect(await teamOf(nov(23), 'team')).toBe('pay')
    expect(await teamOf(nov(30), 'team')).toBe('sold')
    expect(await teamOf(nov(30), 'squad')).toBe('blue')
    expect(await teamOf(nov(30), 'example.com/none')).toBeNull()
  })

  test('clusters, namespaces and teams have their own, and a proxy counts for its parent', async () => {
    const run = jobAt()
    // Three weeks have data: one pass does not keep them all.
    await run(nov(23, '00:05'))
    await run(nov(23, '00:06'))
    expect(await reviewScopes(db, '2026-W47')).toEqual([
      { key: 'all', name: 'All clusters' },
      { key: 'cluster/c1', name: 'eks-prod' },
      { key: 'namespace/c1/core', name: 'eks-prod / core' },
      { key: 'namespace/c1/shop', name: 'eks-prod / shop' },
      { key: 'namespace/c1/web', name: 'eks-prod / web' },
      { key: 'team/core', name: 'core' },
      { key: 'team/pay', name: 'pay' },
    ])
    expect((await kept('2026-W47', 'team/pay'))?.figures).toMatchObject({
      links: { direct: 0, peer_relay: 0, derp: 1 },
      bytes: { direct: 60 * gib, peer_relay: 0, derp: 40 * gib },
    })
    expect((await kept('2026-W47', 'team/pay'))?.moves.better).toEqual([])
    expect((await kept('2026-W47', 'namespace/c1/web'))?.figures).toMatchObject({
      links: { direct: 1, peer_relay: 0, derp: 0 },
      bytes: null,
    })
  })

  test('a week ends by the clocks of its zone', async () => {
    const run = jobAt('America/New_York')
    await run(nov(23, '04:59'))
    expect(await kept('2026-W47')).toBeNull()
    await run(nov(23, '05:05'))
    expect(await kept('2026-W47')).toMatchObject({
      from: nov(16, '05:00').getTime(),
      to: nov(23, '05:00').getTime(),
    })
  })
})

/** In a database of its own: partitions of other months than November would drop those of other tests. */
async function elsewhere(work: () => Promise<void>): Promise<void> {
  const usual = db
  const made = await testDatabase()
  db = openDatabase(made.url)
  try {
    await work()
  } finally {
    await closeDatabase(db)
    await made.close()
    db = usual
  }
}

describe('weeks that are not like others', () => {
  test.each([
    ['clocks go forward', 'Europe/Berlin', '2026-W13', 167, '2026-03-29T22:05:00Z'],
    ['clocks go back', 'Europe/Berlin', '2026-W43', 169, '2026-10-25T23:05:00Z'],
    ['week 53', 'UTC', '2026-W53', 168, '2027-01-04T00:05:00Z'],
    ['the first week after a week 53', 'UTC', '2027-W01', 168, '2027-01-11T00:05:00Z'],
  ])(
    '%s: the hours are those of its zone, and a stop of a day counts as its part of them',
    async (_, zone, week, length, at) => {
      await elsewhere(async () => {
        const { from, to } = weekBounds(week, zone)
        await readyPartitions(db, [new Date(from.getTime() - hours(24) * 1000), to])
        await openTailnet(db, { mode: 'demo', name: 'demo.ts.net' })
        await db.cluster.create({ data: { id: 'c1', name: 'eks-prod', firstSeen: from, lastSeen: to } })
        await target('shop')
        await db.target.updateMany({ data: { firstSeen: new Date(from.getTime() - 1), lastSeen: to } })
        // What was first kept stands before the week.
        await timed('shop', new Date(from.getTime() - 300_000), 'direct', 1)
        const end = new Date(to.getTime() - 300_000)
        await timed('shop', from, 'direct', 300)
        await timed('shop', end, 'direct', 300)
        await timed('shop', to, 'derp', 300)
        await db.gap.create({
          data: {
            subject: 'collector',
            startedAt: new Date(to.getTime() - hours(24) * 1000),
            endedAt: to,
            code: 'stopped',
            reason: 'the collector was stopped',
          },
        })
        const run = jobAt(zone)
        await run(new Date(at))
        const review = await kept(week)
        expect([review?.from, review?.to]).toEqual([from.getTime(), to.getTime()])
        expect(((review?.to ?? 0) - (review?.from ?? 0)) / 3_600_000).toBe(length)
        expect(review?.figures.time).toEqual({ direct: 600, peer_relay: 0, derp: 0 })
        expect(review?.coverage.percent).toBe(String(Math.floor((100 * (length - 24)) / length)))
      })
    },
  )

  test('a collector that was off at its end makes up for it, with nothing of what came after', async () => {
    const before = jobAt()
    await before(nov(22, '20:00'))
    await jobAt()(nov(26, '09:00'))
    const review = await kept('2026-W47')
    expect(review?.figures.time).toEqual({ direct: 36_000, peer_relay: 18_000, derp: 36_000 })
    expect(review?.foot).toMatch(/^Frozen Thu 26 Nov 2026, 09:00 UTC\./)
    expect(review?.coverage.meta).toBe('')
  })

  test('made so late that five minutes are kept no more: the spans tell the time, and it says so', async () => {
    await jobAt()(new Date('2026-12-03T00:05Z'))
    const review = await kept('2026-W47')
    // shop, vm: direct from the 12th to the 19th at 11:20, then DERP; api, vm: DERP till the 18th at 14:06; api, lap: 3 h and 2 h.
    const [day, minute] = [86_400, 60]
    expect(review?.figures.time).toEqual({
      direct: expect.closeTo(
        3 * day + (11 * 60 + 20) * minute + (4 * day + (9 * 60 + 54) * minute) + 3 * 3_600 + 7 * day,
        0,
      ),
      peer_relay: 0,
      derp: expect.closeTo(
        2 * day + (14 * 60 + 6) * minute + (3 * day + (12 * 60 + 40) * minute) + 2 * 3_600,
        0,
      ),
    })
    expect(review?.coverage.meta).toBe('made late: rates and milliseconds were kept no more')
    expect(review?.cost.map(({ words }) => words)).toEqual(
      expect.arrayContaining(['rate over DERP: not measured', 'milliseconds added: not measured']),
    )
  })

  test('longer ago than seven weeks none is made any more, and none that was kept is lost', async () => {
    await jobAt()(nov(23, '00:05'))
    const before = await reviewBody(db, { week: '2026-W47', scope: 'all' })
    expect(before).not.toBeNull()
    const review = await db.review.findUniqueOrThrow({
      where: { week_scope: { week: '2026-W47', scope: 'all' } },
    })
    await elsewhere(async () => {
      await saveReview(db, review)
      const late = new Date('2028-01-17T00:05Z')
      await maintain(db, { at: nov(20) })
      await maintain(db, { at: late })
      await jobAt()(late)
      expect(await reviewBody(db, { week: '2026-W47', scope: 'all' })).toBe(before)
      expect(await kept('2026-W48')).toBeNull()
    })
  })

  test('two collectors that make one at once keep one, the first', async () => {
    const [one, other] = [jobAt(), jobAt()]
    await Promise.all([one(nov(23, '00:05')), other(nov(23, '00:06'))])
    const rows = await db.review.findMany({ where: { week: '2026-W47' }, select: { scope: true } })
    expect(new Set(rows.map(({ scope }) => scope)).size).toBe(rows.length)
    const body = await reviewBody(db, { week: '2026-W47', scope: 'all' })
    expect(body).not.toBeNull()
    await Promise.all([one(nov(23, '00:07')), other(nov(23, '00:08'))])
    expect(await reviewBody(db, { week: '2026-W47', scope: 'all' })).toBe(body)
  })

  test('where another zone is configured, kept weeks stay, and the next one has its own hours', async () => {
    await jobAt('Asia/Tokyo')(nov(22, '15:05'))
    const before = await reviewBody(db, { week: '2026-W47', scope: 'all' })
    // In New York that week still runs, and a Monday later the next one is over.
    await jobAt('America/New_York')(nov(22, '15:10'))
    await jobAt('America/New_York')(nov(30, '05:05'))
    expect(await reviewBody(db, { week: '2026-W47', scope: 'all' })).toBe(before)
    expect(await kept('2026-W47')).toMatchObject({ zone: 'Asia/Tokyo', to: nov(22, '15:00').getTime() })
    const next = await kept('2026-W48')
    expect(next).toMatchObject({ zone: 'America/New_York', from: nov(23, '05:00').getTime() })
    expect(next?.shares.find(({ name }) => name === 'time')?.trend.at(-2)).toMatchObject({ week: '2026-W47' })
  })
})

describe('what was kept stays', () => {
  test('byte for byte, also after a rule changed and facts were added', async () => {
    await jobAt()(nov(23, '00:05'))
    const before = await reviewBody(db, { week: '2026-W47', scope: 'all' })
    expect(before).not.toBeNull()
    await db.finding.updateMany({ where: { closedAt: null }, data: { closedAt: nov(22), closedBy: 'rule' } })
    await finding('shop', 'both-hard', nov(19), null, { opened: 'rule', version: 2 })
    await carried('shop', nov(17), 5, 5)
    await jobAt()(nov(23, '01:05'))
    await jobAt('Asia/Tokyo')(nov(25, '01:05'))
    expect(await reviewBody(db, { week: '2026-W47', scope: 'all' })).toBe(before)
  })

  test('the next week is told against it; weeks without data are gaps', async () => {
    const run = jobAt()
    await run(nov(23, '00:05'))
    await run(nov(30, '00:05'))
    const next = await kept('2026-W48')
    const time = next?.shares.find(({ name }) => name === 'time')
    expect(time?.against).toBe('direct, 40 in week 47')
    expect(time?.trend.map(({ week, percents }) => [week, percents?.direct ?? null])).toEqual([
      ['2026-W41', null],
      ['2026-W42', null],
      ['2026-W43', null],
      ['2026-W44', null],
      ['2026-W45', null],
      // Of two weeks ago the spans tell, as counters of five minutes are kept no more.
      ['2026-W46', 63],
      ['2026-W47', 40],
      ['2026-W48', 0],
    ])
    expect(next?.headline).toBe('Direct fell from 40 to 0 % of link time; one came back.')
  })

  test('what only a new rule says is reclassified, neither new nor fixed', async () => {
    await finding('api', 'both-hard', nov(11), nov(20), { closed: 'rule' })
    await finding('api', 'l2-aws-natgw', nov(20), null, { opened: 'rule', version: 2 })
    await jobAt()(nov(23, '00:05'))
    const counts = Object.fromEntries(
      ((await kept('2026-W47'))?.findings ?? []).map(({ state, count }) => [state, count]),
    )
    expect(counts).toEqual({ New: 0, Fixed: 1, 'Came back': 1, Reclassified: 2, 'Open at the end': 2 })
  })
})
