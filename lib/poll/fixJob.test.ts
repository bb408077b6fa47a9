import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '#lib/setup/testDatabase.ts'
import { closeDatabase, type Database, openDatabase } from '#lib/store/database.ts'
import { dueFixes } from '#lib/store/read/dueFixes.ts'
import { fixTargets } from '#lib/store/read/fixTargets.ts'
import { readyPartitions } from '#lib/store/readyPartitions.ts'
import { saveCluster } from '#lib/store/saveCluster.ts'
import { saveFix } from '#lib/store/saveFix.ts'
import { at, emptied } from '#lib/store/testRounds.ts'
import type { ClusterFacts, KeptObject, PodFacts } from '#lib/tailnet/cluster.ts'
import type { FixState } from '#lib/tailnet/fix.ts'
import { clusterId, podUid, targetId } from '#lib/tailnet/ids.ts'
import { fixJob } from './fixJob.ts'

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

const cluster = clusterId('c1')
const pod = (name: string, more: Partial<PodFacts> = {}): PodFacts => ({
  uid: podUid(`pod-${name}`),
  target: targetId({ cluster, namespace: 'n', kind: 'Deployment', name, ordinal: null }),
  cluster,
  namespace: 'n',
  name,
  workload: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'n', name },
  parent: null,
  nodeName: 'w1',
  podIps: ['10.0.0.9'],
  hostIp: null,
  hostNetwork: false,
  labels: {},
  annotations: {},
  phase: 'Running',
  startedAt: at(-100),
  container: { name: 'ts', image: 'ts:1', args: [], env: [], ports: [], memoryLimitBytes: null },
  hasCli: true,
  socket: null,
  fixedPort: null,
  restarts: 0,
  ...more,
})
const policy = (egress: unknown[]): KeptObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  namespace: 'n',
  name: 'deny',
  uid: 'u',
  labels: {},
  annotations: {},
  managers: [],
  spec: { podSelector: {}, policyTypes: ['Egress'], egress },
  status: {},
  data: {},
})
const facts = (pods: PodFacts[], more: Partial<ClusterFacts> = {}): ClusterFacts => ({
  id: cluster,
  name: 'eks',
  nodes: [],
  pods,
  hostPortsInUse: [],
  daemonSets: [],
  objects: [],
  unseen: [],
  ...more,
})
const kept = (minute: number, of: ClusterFacts) =>
  saveCluster(db, { at: at(minute), facts: of, detected: null })

/** The job as the collector runs it, at a minute. */
function jobAt() {
  let now = at(0)
  const job = fixJob({
    db,
    clock: { now: () => now, sleep: async () => {} },
    persist: (_, write) => write(),
    // Only the interval is read of them.
    settings: { diagnoseSeconds: 60 } as Parameters<typeof fixJob>[0]['settings'],
  })
  return (minute: number) => {
    now = at(minute)
    return job.run(now)
  }
}
const noted = async () =>
  (await db.fix.findMany({ orderBy: { appliedAt: 'asc' } })).map(fix => [
    fix.what,
    fix.targetId ?? fix.namespace ?? fix.clusterId,
    fix.remedy,
    (fix.appliedAt.getTime() - at(0).getTime()) / 60_000,
  ])

describe('what is noticed', () => {
  test('the first look at a cluster is no change; host network switched on is one, once', async () => {
    const run = jobAt()
    await kept(0, facts([pod('shop', { hostNetwork: true }), pod('api')]))
    await run(1)
    expect(await noted()).toEqual([])
    await kept(
      5,
      facts([pod('shop', { hostNetwork: true }), pod('api', { hostNetwork: true, fixedPort: 41641 })]),
    )
    await run(6)
    await run(7)
    await jobAt()(8)
    expect(await noted()).toEqual([
      [
        '`hostNetwork` was switched on, the port was fixed to `41641`',
        'c1/n/Deployment/api',
        'r-hostnetwork-public-node',
        5,
      ],
    ])
  })

  test('a change while the collector was down is noticed when it is back; a no-op is not', async () => {
    await kept(0, facts([pod('shop')], { objects: [policy([{ ports: [{ protocol: 'UDP', port: 53 }] }])] }))
    await kept(
      3,
      facts([pod('shop')], { objects: [policy([{ ports: [{ protocol: 'UDP', port: 53 }] }, {}])] }),
    )
    const image = { ...pod('shop').container, image: 'ts:2' }
    await kept(4, facts([pod('shop', { container: image })], { objects: [policy([{}])] }))
    await jobAt()(30)
    expect(await noted()).toEqual([['NetworkPolicy `deny` lets UDP out', 'n', 'r-netpol-allow-udp', 3]])
  })

  test('a policy that is deleted', async () => {
    await kept(0, facts([pod('shop')], { objects: [policy([])] }))
    await kept(3, facts([pod('shop')]))
    await jobAt()(4)
    expect(await noted()).toEqual([
      ['NetworkPolicy `deny` shuts outgoing traffic no more', 'n', 'r-netpol-allow-udp', 3],
    ])
  })

  test('a NAT that became easy, unless a change of an object did it', async () => {
    const device = (deviceId: string, who: string) =>
      db.targetPod.update({ where: { uid: `pod-${who}` }, data: { deviceId } })
    const nat = (id: string) =>
      db.factSpan.createMany({
        data: [
          {
            subjectKind: 'device',
            subjectId: id,
            facet: 'mapping_varies',
            value: 'yes',
            validFrom: at(0),
            validTo: at(20),
          },
          { subjectKind: 'device', subjectId: id, facet: 'mapping_varies', value: 'no', validFrom: at(20) },
        ],
      })
    await kept(-1, facts([pod('api'), pod('shop')]))
    await device('d-api', 'api')
    await device('d-shop', 'shop')
    await kept(10, facts([pod('api'), pod('shop', { hostNetwork: true })]))
    await nat('d-api')
    await nat('d-shop')
    await jobAt()(30)
    expect((await noted()).map(([what, where]) => [what, where])).toEqual([
      ['`hostNetwork` was switched on', pod('shop').target],
      ['its NAT became easy', pod('api').target],
    ])
  })

  test('causes that held then and that it is a remedy for', async () => {
    await kept(0, facts([pod('shop')]))
    const finding = {
      subjectKind: 'target',
      subjectId: 's',
      targetId: pod('shop').target,
      ruleVersion: 1,
      certainty: 'likely',
      body: {},
    }
    await db.finding.createMany({
      data: [
        { ...finding, code: 'cni-aws-vpc-random', openedAt: at(1) },
        { ...finding, code: 'cni-calico-random', openedAt: at(1), closedAt: at(2) },
        { ...finding, code: 'udp-blocked-netpol', openedAt: at(1) },
      ],
    })
    await kept(5, facts([pod('shop', { hostNetwork: true })]))
    await jobAt()(6)
    const [fix] = await db.fix.findMany()
    expect(fix?.causes).toEqual(['cni-aws-vpc-random'])
  })
})

/** Sessions of 5 minutes, one each 12 minutes, each with the next of three peers. */
async function sessions(who: string, from: number, count: number, kind: 'direct' | 'derp') {
  const rows = Array.from({ length: count }, (_, index) => ({
    observer: `dev-${who}`,
    peer: `peer-${index % 3}`,
    targetId: pod(who).target,
    peerName: `peer-${index % 3}`,
    kind,
    startedAt: at(from + index * 12),
    endedAt: at(from + index * 12 + 5),
    endedBy: 'changed',
    trafficSeconds: 300,
  }))
  await readyPartitions(
    db,
    rows.map(({ endedAt }) => endedAt),
  )
  await db.pathSpan.createMany({ data: rows })
}
const state = async () => {
  const [fix] = await db.fix.findMany()
  const history = await db.fixState.findMany({ orderBy: { at: 'asc' } })
  return { now: fix?.state as FixState, was: history.map(each => each.state), proof: fix?.proof }
}

describe('a fix over time', () => {
  test('not proven yet, with a count; proven; came back', async () => {
    const run = jobAt()
    await kept(-1_000, facts([pod('api'), pod('shop')]))
    await sessions('api', -500, 30, 'derp')
    await kept(0, facts([pod('api', { hostNetwork: true }), pod('shop')]))
    await run(1)
    expect(await state()).toMatchObject({ now: 'not_proven', proof: { fresh: { sessions: 0, peers: 0 } } })
    await sessions('api', 10, 7, 'direct')
    await run(100)
    expect(await state()).toMatchObject({ now: 'not_proven', proof: { fresh: { sessions: 7, peers: 3 } } })
    await sessions('api', 100, 14, 'direct')
    await run(300)
    expect(await state()).toMatchObject({ now: 'proven', was: ['not_proven', 'proven'] })
    await sessions('api', 310, 25, 'derp')
    await run(700)
    expect(await state()).toMatchObject({ now: 'came_back', was: ['not_proven', 'proven', 'came_back'] })
  })

  test('is looked at again only when something was seen of its targets', async () => {
    const run = jobAt()
    await kept(-1_000, facts([pod('api'), pod('shop')]))
    await kept(0, facts([pod('api', { hostNetwork: true }), pod('shop')]))
    await run(1)
    expect(await dueFixes(db, { at: at(2), most: 9 })).toEqual([])
    await sessions('shop', 3, 1, 'derp')
    expect(await dueFixes(db, { at: at(20), most: 9 })).toEqual([])
    await sessions('api', 3, 1, 'derp')
    expect(await dueFixes(db, { at: at(20), most: 9 })).toHaveLength(1)
  })

  test('a change of the same workload ends the count of the one before it; one of another does not', async () => {
    const run = jobAt()
    await kept(-1_000, facts([pod('api'), pod('shop')]))
    await kept(0, facts([pod('api', { fixedPort: 1 }), pod('shop')]))
    await kept(40, facts([pod('api', { fixedPort: 1 }), pod('shop', { hostNetwork: true })]))
    await kept(60, facts([pod('api', { fixedPort: 2 }), pod('shop', { hostNetwork: true })]))
    await run(61)
    await sessions('api', 3, 10, 'direct')
    await sessions('shop', 50, 10, 'direct')
    const due = await dueFixes(db, { at: at(300), most: 9 })
    const of = (target: string) => due.filter(({ fix }) => fix.scope.target === pod(target).target)
    expect(of('api').map(({ previousAt, nextAt }) => [previousAt, nextAt])).toEqual([
      [null, at(60)],
      [at(0), null],
    ])
    expect(of('shop').map(({ previousAt, nextAt }) => [previousAt, nextAt])).toEqual([[null, null]])
  })
})

test('a change of a cluster goes on past one of a single pod, which is then told apart from it', async () => {
  const run = jobAt()
  const udp = [{ ports: [{ protocol: 'UDP', port: 53 }] }]
  await kept(-1_000, facts([pod('api'), pod('shop')], { objects: [policy(udp)] }))
  await kept(0, facts([pod('api'), pod('shop')], { objects: [policy([{}])] }))
  await kept(60, facts([pod('api', { hostNetwork: true }), pod('shop')], { objects: [policy([{}])] }))
  await run(61)
  const due = await dueFixes(db, { at: at(62), most: 9 })
  expect(due).toEqual([])
  await sessions('api', 50, 2, 'derp')
  await sessions('shop', 50, 2, 'derp')
  const found = await dueFixes(db, { at: at(300), most: 9 })
  const spans = found.map(({ fix, previousAt, nextAt }) => [fix.scope.namespace, previousAt, nextAt])
  expect(spans).toEqual([
    ['n', null, null],
    [null, at(0), null],
  ])
  const wide = found[0]?.fix.id ?? ''
  expect(await fixTargets(db, { fix: wide, since: at(-100) })).toMatchObject({ own: [pod('shop').target] })
})

test('marked by hand: kept with who said it, and shown as an event', async () => {
  await kept(-10, facts([pod('api')]))
  const fix = {
    scope: { cluster, namespace: null, target: pod('api').target, node: null },
    what: 'firewall opened',
    diff: [],
    remedy: 'r-open-udp-firewall',
    causes: [],
    aim: 'direct',
    appliedAt: at(0),
    noticed: 'by hand',
    by: 'Priya',
    note: 'sg-1',
  } as const
  expect(await saveFix(db, { key: 'by hand 1', fix: { ...fix, diff: [], causes: [] }, at: at(1) })).toMatch(
    /^\d+$/,
  )
  expect(await saveFix(db, { key: 'by hand 1', fix: { ...fix, diff: [], causes: [] }, at: at(1) })).toBeNull()
  const [event] = await db.event.findMany({ where: { kind: 'fix_marked' } })
  expect(event).toMatchObject({
    at: at(0),
    targetId: pod('api').target,
    detail: { by: 'Priya', note: 'sg-1' },
  })
})
