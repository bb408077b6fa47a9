import { describe, expect, test } from 'vitest'
import type { PodFacts } from '#lib/tailnet/cluster.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import { whyUnjudged } from './whyUnjudged.ts'

type Pod = Pick<PodFacts, 'namespace' | 'hasCli' | 'container'>
const sidecar: Pod = {
  namespace: 'web',
  hasCli: true,
  container: { name: 'ts', image: 'tailscale', args: [], env: [], ports: [], memoryLimitBytes: null },
}
const tight: Pod = { ...sidecar, container: { ...sidecar.container, memoryLimitBytes: 64 * 1024 * 1024 } }

const cases: [string, Pod, switchedOn: boolean, exec: Tri, why: string | null][] = [
  ['all is granted', sidecar, true, 'yes', null],
  ['rights could not be asked: an exec will tell', sidecar, true, 'unknown', null],
  ['RBAC refuses', sidecar, true, 'no', 'no right to exec in namespace web'],
  ['nobody switched it on', sidecar, false, 'yes', 'exec is not switched on for namespace web'],
  ['tsnet', { ...sidecar, hasCli: false }, true, 'yes', 'its container has no tailscale command'],
  [
    'no memory to spare',
    tight,
    true,
    'yes',
    'its memory limit of 64 MiB leaves less than 64 MiB for an exec',
  ],
]

describe('why a pod is not judged', () => {
  test.each(cases)('%s', (_, pod, switchedOn, exec, why) => {
    expect(whyUnjudged(pod, { switchedOn, exec })).toBe(why)
  })
})
