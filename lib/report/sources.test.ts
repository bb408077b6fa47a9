import { describe, expect, test } from 'vitest'
import { clusterId } from '#lib/tailnet/ids.ts'
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

test('a tier is in use where a source of it answers, and names where it is refused', () => {
  const rights = rightsView(
    view([source('cluster:c1:exec', 'denied', 'forbidden'), source('cluster:c1:log')]),
  )
  expect(rights.map(({ tier, counts, denied }) => [tier, counts.ok, denied])).toEqual([
    ['T0', 0, []],
    ['T1', 0, []],
    ['T3', 1, []],
    ['T4', 0, ['eks-prod']],
    ['push', 0, []],
  ])
})
