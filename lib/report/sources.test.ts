import { describe, expect, test } from 'vitest'
import { clusterId } from '#lib/tailnet/ids.ts'
import { pushing, rights } from '#lib/tailnet/rights.ts'
import type { CollectorRun, Coverage, SourceStanding, SourceState } from '#lib/tailnet/standing.ts'
import { failureAdvice } from './failureAdvice.ts'
import { rightsView } from './rightsView.ts'
import { sourcesVerdict } from './sourcesVerdict.ts'
import { sourcesView } from './sourcesView.ts'
import { tierOf } from './tierOf.ts'

const noon = (seconds = 0) => new Date(Date.UTC(2026, 10, 20, 12, 0, seconds))
const prod = { id: clusterId('c1'), name: 'eks-prod' }

const source = (id: string, state: SourceState = 'ok', code: string | null = null): SourceStanding => ({
  id,
  cluster: id.startsWith('tailscale:') ? null : prod,
  title: id,
  state,
  since: noon(-60),
  lastOkAt: null,
  lastTryAt: null,
  code,
  detail: null,
})
const covered = (targets: number, judged: number): Coverage => ({
  cluster: prod,
  targets,
  judged,
  unjudged: [],
  lastStatusAt: null,
  detected: { cni: null, distro: null, cloud: null },
})
const living: CollectorRun = {
  id: 'r',
  startedAt: noon(-600),
  heartbeatAt: noon(-2),
  stoppedAt: null,
  version: '1',
}
const view = (sources: SourceStanding[], coverage = [covered(3, 3)], runs = [living]) =>
  sourcesView({
    sources,
    settings: null,
    policy: null,
    coverage,
    rounds: [],
    barSeconds: 60,
    gaps: [],
    runs,
    window: { from: noon(-3_600), to: noon() },
    now: noon(),
  })

test.each([
  ['tailscale:devices', 'T0'],
  ['cluster:c1:networkpolicies', 'T1'],
  ['cluster:c1:api', 'T1'],
  ['cluster:c1:metrics', 'T3'],
  ['cluster:c1:metrics-by-ip', 'T2'],
  ['cluster:c1:log', 'T3'],
  ['cluster:c1:exec', 'T4'],
  ['push:t1', 'push'],
])('%s needs the rights of %s', (id, tier) => {
  expect(tierOf(id)).toBe(tier)
})

describe('what to do about a source', () => {
  test.each([
    ['one that answers', source('cluster:c1:exec'), null],
    ['one that is switched off', source('cluster:c1:exec', 'off'), null],
    ['a scope that is missing', source('tailscale:policy', 'denied', 'forbidden'), /policy_file:read/],
    ['a key that expired', source('tailscale:devices', 'denied', 'unauthorized'), /make a new one/],
    [
      'settings that are not shown',
      source('tailscale:settings', 'denied', 'forbidden'),
      /feature_settings:read/,
    ],
    ['no right to exec', source('cluster:c1:exec', 'denied', 'forbidden'), /t4-exec\.yaml/],
    ['no right to list', source('cluster:c1:nodes', 'denied', 'forbidden'), /t1-objects\.yaml/],
    ['an address that refuses', source('cluster:c1:api', 'failing', 'refused'), /reaches the address/],
    ['TLS to the control plane', source('tailscale:devices', 'failing', 'tls'), /NODE_EXTRA_CA_CERTS/],
    ['TLS to a cluster', source('cluster:c1:api', 'failing', 'tls'), /kubeconfig/],
    ['a kind that is not installed', source('cluster:c1:ippools', 'absent', 'not_found'), /Nothing to do/],
    ['a failure of tomorrow', source('cluster:c1:api', 'failing', 'brand_new'), /collector\.log/],
  ])('%s', (_, standing, advice) => {
    if (advice) expect(failureAdvice(standing)).toMatch(advice)
    else expect(failureAdvice(standing)).toBeNull()
  })
})

describe('the verdict of the settings', () => {
  test.each([
    ['nothing asked yet', view([], []), 'No source has been asked yet.'],
    [
      'all well',
      view([source('tailscale:devices'), source('cluster:c1:exec')]),
      'All 2 sources answer; 3 of 3 pods are judged.',
    ],
    [
      'the Tailscale API is off, and nobody pushed yet',
      view([source('tailscale:devices', 'off')], []),
      'Nothing has been pushed yet, and nothing else is to be asked.',
    ],
    [
      'push alone',
      view([source('tailscale:devices', 'off'), source('push:edge')], [covered(1, 1)]),
      'The one source answers; 1 of 1 pod is judged.',
    ],
    [
      'one refused; what is absent or off does not count',
      view([
        source('tailscale:devices'),
        source('tailscale:policy', 'denied', 'forbidden'),
        source('cluster:c1:ippools', 'absent'),
        source('cluster:c1:log', 'off'),
      ]),
      '1 of 2 sources does not answer; 3 of 3 pods are judged.',
    ],
  ])('%s', (_, seen, headline) => {
    expect(sourcesVerdict(seen).headline).toBe(headline)
  })

  test('says that no collector runs, and that a pod is not judged', () => {
    const { reasons } = sourcesVerdict(view([source('tailscale:devices')], [covered(3, 2)], []))
    expect(reasons).toEqual([
      expect.stringContaining('No collector runs'),
      expect.stringContaining('not judged'),
    ])
  })
})

test('an API server that is away is one source, and what goes through it is left out', () => {
  const [cluster] = view([
    source('cluster:c1:api', 'failing', 'refused'),
    source('cluster:c1:nodes', 'failing', 'refused'),
    source('cluster:c1:exec'),
  ]).clusters
  expect(cluster?.sources.map(({ id }) => id)).toEqual(['cluster:c1:api'])
  expect(cluster?.state).toBe('failing')
})

describe('a row of rights', () => {
  const rowOf = (tier: string, ...sources: SourceStanding[]) =>
    rightsView(view(sources)).find(row => row.tier === tier)

  test('stands for each tier and for push, in the words of the rights', () => {
    const rows = rightsView(view([]))
    expect(rows.map(({ tier }) => tier)).toEqual(['T0', 'T1', 'T2', 'T3', 'T4', 'push'])
    expect(rows.map(({ gives }) => gives)).toEqual([...rights, pushing].map(({ gives }) => gives))
    expect(rows[0]?.needs).toBe(
      'Tailscale scope devices:core:read; with policy_file:read also relay grants and randomizeClientPort; with feature_settings:read also settings of the tailnet (who keeps the policy file: with policy_file:read)',
    )
    expect(rows.every(({ state }) => state === 'untried')).toBe(true)
  })

  test.each<[string, string, SourceStanding[], string, string]>([
    ['nothing was asked', 'T4', [], 'untried', 'no exec was tried'],
    ['all answer', 'T3', [source('cluster:c1:log')], 'works', '1 of 1 source answers'],
    [
      'one is refused',
      'T0',
      [source('tailscale:devices'), source('tailscale:policy', 'denied', 'forbidden')],
      'partly',
      '1 of 2 sources answers; refused: tailscale:policy',
    ],
    [
      'one fails',
      'T3',
      [source('cluster:c1:log'), source('cluster:c1:metrics', 'failing', 'timeout')],
      'partly',
      '1 of 2 sources answers',
    ],
    [
      'all are refused',
      'T4',
      [source('cluster:c1:exec', 'denied', 'forbidden')],
      'refused',
      'none of 1 source answers; refused: eks-prod',
    ],
    [
      'none answers',
      'T2',
      [source('cluster:c1:metrics-by-ip', 'failing', 'timeout')],
      'failing',
      'none of 1 source answers',
    ],
    [
      'nobody switched it on',
      'T2',
      [source('cluster:c1:metrics-by-ip', 'off')],
      'off',
      'cluster:c1:metrics-by-ip',
    ],
    [
      'metrics come through the API server alone',
      'T2',
      [source('cluster:c1:metrics')],
      'untried',
      'no pod was asked at its address',
    ],
    [
      'what would be asked is not there',
      'T1',
      [source('cluster:c1:ippools', 'absent')],
      'untried',
      'no cluster is connected',
    ],
  ])('where %s', (_, tier, sources, state, says) =>
    expect(rowOf(tier, ...sources)).toMatchObject({ state, says }),
  )
})
