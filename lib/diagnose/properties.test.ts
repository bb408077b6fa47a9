import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Certainty } from '#lib/tailnet/finding.ts'
import type { PathKind } from '#lib/tailnet/path.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import {
  aks,
  antrea,
  calico,
  cilium,
  custom,
  eks,
  eksAuto,
  flannel,
  gke,
  k3s,
  running,
} from './builders/clusters.ts'
import {
  easyNat,
  hardNat,
  hardWithIpv6,
  portMapped,
  publicServer,
  udpBlocked,
  unmeasured,
} from './builders/devices.ts'
import { seeing, subject } from './builders/subject.ts'
import { type CauseCode, causeByCode } from './causes/catalogue.ts'
import { howSure } from './causes/howSure.ts'
import { diagnose } from './diagnose.ts'
import type { DiagnoseInput } from './input.ts'

/** What holds for every input. */

const external = '198.51.100.12'
const policy = {
  ...custom('NetworkPolicy', 'p', { podSelector: {}, policyTypes: ['Egress'], egress: [] }),
  namespace: 'apps',
}
const clusters = [
  eks(),
  eks({}, external),
  eks({ AWS_VPC_K8S_CNI_RANDOMIZESNAT: 'none' }, external),
  eks({ AWS_VPC_K8S_CNI_EXTERNALSNAT: 'true' }),
  eksAuto(null, external),
  aks(),
  gke('v2.12.6'),
  calico({ natOutgoing: true }),
  flannel(['--ip-masq']),
  k3s(),
  cilium({ 'enable-bpf-masquerade': 'true' }),
  { ...cilium({}), objects: [...cilium({}).objects, policy] },
  antrea('snatFullyRandomPorts: true'),
  running('homemade'),
]
const everyone = [
  easyNat(),
  hardNat(),
  portMapped(),
  udpBlocked(),
  publicServer(),
  hardWithIpv6(),
  unmeasured(),
]
const names = everyone.map(({ hostname }) => hostname)

const tri = fc.constantFrom<Tri>('yes', 'no', 'unknown')
const path = fc.constantFrom<PathKind>(
  'direct',
  'derp',
  'peer_relay',
  'idle',
  'no_answer',
  'offline',
  'unknown',
)

const words = fc.record(
  {
    hostNetwork: fc.boolean(),
    port: fc.constantFrom(20_001, 41_641, 41_642),
    hostPort: fc.constantFrom(41_641, 41_642),
  },
  { requiredKeys: [] },
)

const input: fc.Arbitrary<DiagnoseInput> = fc
  .record({
    facts: fc.constantFrom(...clusters),
    words,
    saying: fc.option(
      fc.record({ varies: tri, udp: tri, ipv6: tri, seenAs: fc.constantFrom('203.0.113.20', external) }),
    ),
    links: fc.dictionary(fc.constantFrom(...names), path),
    samples: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ facts, words, saying, links, samples }) =>
    seeing(subject(facts, words, saying, everyone), links, samples),
  )

const expectedOf = (each: DiagnoseInput) =>
  diagnose(each).peers.map(({ peer, expected, dependsOn }) => [peer, expected, dependsOn])

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const each of Object.values(value)) frozen(each)
  }
  return value
}

describe('diagnosis', () => {
  test('is pure: the same input gives the same answer, and is left as it was', () => {
    fc.assert(
      fc.property(input, each => {
        const first = diagnose(frozen(structuredClone(each)))
        expect(diagnose(structuredClone(each))).toEqual(first)
      }),
    )
  })

  test('takes no prediction from an observed path', () => {
    fc.assert(
      fc.property(input, path, (each, kind) => {
        const other: DiagnoseInput = {
          ...each,
          links: each.links.map(link => ({
            ...link,
            path: seeing(each, { x: kind }).links[0]?.path ?? link.path,
            samples: 1,
            since: null,
          })),
          pings: [],
          metrics: null,
        }
        expect(expectedOf(other)).toEqual(expectedOf(each))
      }),
    )
  })

  test('gives every relayed link a cause, and every cause of a link a row in the catalogue', () => {
    fc.assert(
      fc.property(input, each => {
        const { peers, findings } = diagnose(each)
        for (const { path, causes } of peers) {
          if (path === 'derp' || path === 'peer_relay') expect(causes.length).toBeGreaterThan(0)
          for (const code of causes) expect(causeByCode(code)).not.toBeNull()
        }
        for (const { code, certainty } of findings)
          expect([code, certainty, howSure[code as CauseCode][certainty]]).not.toContain(undefined)
        for (const { certainty, missing } of findings)
          expect(certainty === 'certain' || missing.length > 0).toBe(true)
      }),
    )
  })

  test('blames no NAT where no UDP leaves the pod', () => {
    fc.assert(
      fc.property(input, each => {
        const { chain, findings } = diagnose(each)
        fc.pre(chain.udp === 'no')
        expect(findings.filter(({ code }) => /^(cni|l2|fw)-/.test(code))).toEqual([])
      }),
    )
  })
})

const rank: Record<Certainty, number> = { possible: 1, likely: 2, certain: 3 }

/** The surest of each cause on the pod's side. */
function certainties(each: DiagnoseInput): Map<string, number> {
  const found = new Map<string, number>()
  for (const { code, certainty, subject } of diagnose(each).findings) {
    if (subject.kind === 'target') found.set(code, Math.max(found.get(code) ?? 0, rank[certainty]))
  }
  return found
}

describe('less evidence makes nothing surer', () => {
  const without: [string, (each: DiagnoseInput) => DiagnoseInput][] = [
    ['NetInfo and netcheck', each => ({ ...each, own: { ...each.own, netInfos: [] } })],
    ['the log', each => ({ ...each, own: { ...each.own, netInfos: [], endpoints: [] } })],
    ['the device list', each => ({ ...each, devices: null })],
    ['the cluster', each => ({ ...each, cluster: null, pod: null })],
    [
      'all of them',
      each => ({ ...each, own: { ...each.own, netInfos: [], endpoints: [] }, devices: null, cluster: null }),
    ],
  ]
  test.each(without)('without %s', (_, take) => {
    fc.assert(
      fc.property(input, each => {
        const before = certainties(each)
        const after = certainties(take(each))
        const silencedBefore = (code: string) =>
          causeByCode(code)?.silencedBy.some(other => before.has(other)) ?? false
        const surer = [...after].filter(
          ([code, certainty]) =>
            before.has(code) && certainty > (before.get(code) ?? 0) && !silencedBefore(code),
        )
        expect(surer).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  test.each(without)('without %s nothing certain comes up', (_, take) => {
    fc.assert(
      fc.property(input, each => {
        const before = certainties(each)
        const fresh = [...certainties(take(each))].filter(
          ([code, certainty]) => certainty === rank.certain && !before.has(code),
        )
        expect(fresh).toEqual([])
      }),
      { numRuns: 200 },
    )
  })
})
