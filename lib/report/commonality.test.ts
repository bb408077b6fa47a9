import { describe, expect, test } from 'vitest'
import type { CommonFacts } from '#lib/tailnet/commonFact.ts'
import { clusterId, type TargetId } from '#lib/tailnet/ids.ts'
import { commonality } from './commonality.ts'

const at = new Date('2026-11-20T12:00:00Z')
let made = 0

function pod(
  path: 'direct' | 'derp',
  given: Partial<CommonFacts> & { cluster?: string; namespace?: string } = {},
) {
  const { cluster = 'eks', namespace = `n${made}`, ...facts } = given
  made += 1
  const name = `pod-${made}`
  const links =
    path === 'derp' ? { direct: 1, peer_relay: 0, derp: 3 } : { direct: 3, peer_relay: 0, derp: 1 }
  return {
    place: {
      id: `${cluster}/${namespace}/${name}` as TargetId,
      cluster: { id: clusterId(cluster), name: cluster },
      namespace,
      kind: 'Deployment',
      workload: name,
      ordinal: null,
      name,
      parent: null,
    },
    links,
    node: null,
    zone: null,
    publicNode: 'unknown',
    proxyClass: null,
    cni: null,
    cloud: null,
    version: null,
    hostNetwork: null,
    homeRegion: null,
    side: null,
    udp: 'yes',
    reachable: 'unknown',
    peerNetworks: [],
    peerSides: [],
    ...facts,
  } satisfies CommonFacts
}

const several = (count: number, make: () => CommonFacts) => Array.from({ length: count }, make)
const view = (facts: CommonFacts[]) => commonality({ facts, at, now: at, regionCode: () => 'nyc' })
const titles = (facts: CommonFacts[]) => view(facts).facts.map(fact => fact.title)

describe('what the relayed have in common', () => {
  test('a fact that only the relayed have, with its counts and pods', () => {
    const { facts, relayed, direct } = view([
      ...several(7, () => pod('derp', { side: 'hard' })),
      ...several(8, () => pod('direct', { side: 'easy' })),
    ])
    expect({ relayed, direct }).toEqual({ relayed: 7, direct: 8 })
    expect(facts).toMatchObject([
      { title: 'NAT varies by destination', relayed: 7, direct: 0, isClear: true, same: [] },
    ])
    expect(facts[0]?.lift.value).toBeCloseTo(15 / 7, 10)
    expect(facts[0]?.href).toBe('/pods?nat=l1_hard&nat=l2_hard')
  })

  test('facts of the same pods are one, and the one that is nearest to a cause speaks', () => {
    const { facts } = view([
      ...several(6, () => pod('derp', { cluster: 'eks', cni: 'AWS VPC CNI', cloud: 'AWS' })),
      ...several(6, () => pod('direct', { cluster: 'dc', cni: 'Cilium', cloud: 'no cloud' })),
    ])
    expect(facts).toMatchObject([
      { title: 'CNI AWS VPC CNI', same: ['Cloud: AWS', 'Cluster eks'], href: '/pods?cluster=eks' },
    ])
  })

  test('groups under five are hidden, and said to be', () => {
    const found = view([
      ...several(4, () => pod('derp', { zone: 'a', namespace: 'x' })),
      ...several(9, () => pod('direct', { zone: 'b' })),
    ])
    expect(found.facts).toEqual([])
    expect(found).toMatchObject({ hidden: 1 + 4, least: 5 })
  })

  test('what is as common among the direct is no fact', () => {
    expect(
      titles([
        ...several(5, () => pod('derp', { version: '1.90' })),
        ...several(5, () => pod('direct', { version: '1.90' })),
      ]),
    ).toEqual([])
  })

  test('the clear stand before what chance explains, then by lift', () => {
    const facts = view([
      ...several(10, () => pod('derp', { side: 'hard', zone: 'a' })),
      ...several(3, () => pod('derp', { side: 'easy', version: '1.90' })),
      ...several(2, () => pod('direct', { side: 'easy', version: '1.90' })),
      ...several(20, () => pod('direct', { side: 'easy', zone: 'b' })),
    ]).facts
    expect(facts.map(({ title, isClear }) => [title, isClear])).toEqual([
      ['NAT varies by destination', true],
      ['Client 1.90', false],
    ])
  })

  test('pods without a filter of their own are named, up to what an address holds', () => {
    const hrefs = (count: number) =>
      view([
        ...several(count, () => pod('derp', { hostNetwork: false })),
        ...several(9, () => pod('direct', { hostNetwork: true })),
      ]).facts[0]?.href
    expect(hrefs(5)).toMatch(/^\/pods\?pod=eks%2Fn\d+%2Fpod-\d+(&pod=[^&]+){4}$/)
    expect(hrefs(41)).toBeNull()
  })

  test('two peers at one network are one fact of a pod', () => {
    const { facts } = view([
      ...several(5, () => pod('derp', { peerSides: ['hard', 'hard'] })),
      ...several(5, () => pod('direct')),
    ])
    expect(facts).toMatchObject([{ title: 'Talks to a peer behind hard NAT', relayed: 5, direct: 0 }])
  })

  test('half of the links is not more than half', () => {
    const even = { ...pod('direct'), links: { direct: 1, peer_relay: 0, derp: 1 } }
    expect(view([even])).toMatchObject({ relayed: 0, direct: 1 })
  })

  test('nothing with traffic, nothing to say', () => {
    expect(view([])).toMatchObject({ relayed: 0, direct: 0, facts: [], hidden: 0 })
  })
})
