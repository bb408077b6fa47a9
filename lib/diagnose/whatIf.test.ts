import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inputFromFiles } from '#lib/explain/inputFromFiles.ts'
import type { Diagnosis } from '#lib/tailnet/finding.ts'
import { clusterId, deviceId, targetId } from '#lib/tailnet/ids.ts'
import { diagnose } from './diagnose.ts'
import { whatIf } from './whatIf.ts'

const lab = join(import.meta.dirname, '../fake/lab')
const file = (...path: string[]) => ({
  name: path.at(-1) ?? '',
  text: readFileSync(join(lab, ...path), 'utf8'),
})

/** As it is kept: through JSON and back. */
function kept(name: string): Diagnosis {
  const { pod } = JSON.parse(file('base', name, 'case.json').text) as { pod: { cluster: string } }
  const subject = inputFromFiles({
    status: file('base', name, 'status.json'),
    netcheck: file('base', name, 'netcheck.json'),
    metrics: null,
    log: file('base', name, 'log.txt'),
    pings: null,
    devices: file('base', 'devices.json'),
    clusters: [file('clusters', `${pod.cluster}.json`)],
    derpMap: file('derpmap.json'),
    pod: null,
  })
  if (!subject.ok) throw new Error(subject.failure.detail)
  return JSON.parse(JSON.stringify(diagnose(subject.value.input)))
}

const api = kept('api')
const shop = { cluster: clusterId('c1'), namespace: 'n', kind: 'Deployment', ordinal: null }
const ofApi = (...remedies: string[]) => {
  const { targets, ...sums } = whatIf([{ diagnosis: api, remedies: new Set(remedies) }])
  const turns = targets.flatMap(({ turns: found }) => found)
  return {
    ...sums,
    turns: new Map(turns.map(({ peerName, to, why }) => [peerName, { to, why }])),
    used: targets[0]?.remedies,
  }
}

describe('what if, for `api` of the lab: behind the VPC CNI and an AWS NAT gateway', () => {
  test('nothing done, nothing turns', () => {
    expect(ofApi()).toMatchObject({ direct: 0, peerRelay: 0, stays: 5, used: [] })
  })

  test('RANDOMIZESNAT=none alone turns nothing and names the NAT gateway', () => {
    const { direct, peerRelay, stays, turns, used } = ofApi('r-cni-disable-random')
    expect({ direct, peerRelay, stays, used }).toEqual({
      direct: 0,
      peerRelay: 0,
      stays: 5,
      used: ['r-cni-disable-random'],
    })
    expect(turns.get('lap-hard')?.why).toMatch(/NAT gateway stays hard/i)
    expect(turns.get('lap-easy')?.why).toMatch(/NAT gateway stays hard/i)
  })

  test('another NAT gateway alone turns nothing and names the CNI; both turn the peers that are not hard', () => {
    const one = ofApi('r-replace-nat-gateway')
    expect(one).toMatchObject({ direct: 0, peerRelay: 0 })
    expect(one.turns.get('lap-easy')?.why).toMatch(/VPC CNI.* stays hard/)
    const both = ofApi('r-cni-disable-random', 'r-replace-nat-gateway')
    expect(both.turns.get('lap-easy')?.to).toBe('direct')
    expect(both.turns.get('lap-hard')).toMatchObject({
      to: null,
      why: expect.stringMatching(/peer’s side is hard/),
    })
  })

  test('a peer relay turns lap-hard, but not lap-noudp', () => {
    const { turns } = ofApi('r-peer-relay-node')
    expect(turns.get('lap-hard')?.to).toBe('peer_relay')
    expect(turns.get('lap-noudp')).toMatchObject({ to: null, why: expect.stringMatching(/no UDP/) })
  })

  test('several at once turn every link that one of them turns', () => {
    const ids = [
      'r-peer-relay-node',
      'r-cni-disable-random',
      'r-replace-nat-gateway',
      'r-peer-side',
      'r-peer-open',
    ]
    const turned = (...remedies: string[]) =>
      [...ofApi(...remedies).turns].filter(([, { to }]) => to !== null).map(([peer]) => peer)
    const byOne = new Set(ids.flatMap(id => turned(id)))
    expect(byOne.size).toBeGreaterThan(0)
    expect(turned(...ids)).toEqual(expect.arrayContaining([...byOne]))
  })
})

test('over several targets, with the bytes of each link', () => {
  const both = [api, kept('ingress')].map(diagnosis => ({
    diagnosis,
    remedies: new Set(['r-peer-relay-node']),
  }))
  const found = whatIf(both, target => (target === api.target ? 10 : 1))
  const relayed = (index: number) => found.targets[index]?.turns.filter(({ to }) => to !== null).length ?? 0
  expect(relayed(0)).toBeGreaterThan(0)
  const all = (index: number) => found.targets[index]?.turns.length ?? 0
  expect(found.bytesOff).toBe(relayed(0) * 10 + relayed(1))
  expect(found.bytesLeft).toBe((all(0) - relayed(0)) * 10 + all(1) - relayed(1))
})

test('a pair of pods is one link: it turns where either end says so, and its bytes count once', () => {
  const [peer] = api.trials?.links ?? []
  if (!peer) throw new Error('api has no link on DERP')
  const end = (target: string, device: string, to: string): Diagnosis => ({
    ...api,
    target: targetId({ ...shop, name: target }),
    device: deviceId(device),
    peers: api.peers.slice(0, 1).map(each => ({ ...each, peer: deviceId(to), path: 'derp' })),
    trials: { links: [{ peer: deviceId(to), near: 'no', relay: 'no' }], changes: [] },
  })
  const opened = {
    ...end('a', 'n1', 'n2'),
    trials: {
      links: [{ peer: deviceId('n2'), near: 'no' as const, relay: 'no' as const }],
      changes: [{ remedy: 'r-relay', own: {}, peers: [], relays: [deviceId('n2')], unblocks: true }],
    },
  }
  const found = whatIf(
    [
      { diagnosis: opened, remedies: new Set(['r-relay']) },
      { diagnosis: end('b', 'n2', 'n1'), remedies: new Set(['r-relay']) },
    ],
    target => (target === opened.target ? 7 : 5),
  )
  expect(found).toMatchObject({ direct: 0, peerRelay: 1, stays: 0, bytesOff: 7, bytesLeft: 0 })
})

test('a document of before trials were kept tries nothing', () => {
  const { trials: _, ...old } = api
  expect(whatIf([{ diagnosis: old, remedies: new Set(['r-peer-relay-node']) }])).toMatchObject({
    targets: [{ turns: [], remedies: [] }],
    stays: 0,
  })
})
