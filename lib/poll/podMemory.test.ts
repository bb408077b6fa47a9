import { describe, expect, test } from 'vitest'
import type { ClusterFacts, PodFacts } from '#lib/tailnet/cluster.ts'
import { clusterId, podUid, targetId } from '#lib/tailnet/ids.ts'
import { followPods, newPodMemory, type PodMemories } from './podMemory.ts'

const cluster = clusterId('c1')
const pod = (name: string, more: Partial<PodFacts> = {}): PodFacts => ({
  uid: podUid(name),
  target: targetId({ cluster, namespace: 'web', kind: 'Deployment', name, ordinal: null }),
  cluster,
  namespace: 'web',
  name,
  workload: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'web', name },
  parent: null,
  nodeName: 'node-1',
  podIps: ['10.0.0.1'],
  hostIp: '192.0.2.1',
  hostNetwork: false,
  labels: {},
  annotations: {},
  phase: 'Running',
  startedAt: null,
  container: { name: 'tailscale', image: 'tailscale', args: [], env: [], ports: [], memoryLimitBytes: null },
  hasCli: true,
  socket: null,
  fixedPort: null,
  restarts: 0,
  ...more,
})
const facts = (...pods: PodFacts[]): ClusterFacts => ({
  id: cluster,
  name: 'c1',
  nodes: [],
  pods,
  hostPortsInUse: [],
  daemonSets: [],
  objects: [],
  unseen: [],
})

describe('following the pods of a cluster', () => {
  const start = (): PodMemories => new Map([['a', newPodMemory(pod('a'))]])

  test('a replaced pod: the old one is forgotten, the new one is to be looked at', () => {
    const memories = start()
    const { added, gone } = followPods(memories, facts(pod('b')), false)
    expect(added.map(each => each.facts.name)).toEqual(['b'])
    expect(gone.map(each => each.facts.name)).toEqual(['a'])
    expect([...memories.keys()]).toEqual(['b'])
  })

  const cases: [string, PodFacts, boolean, { restarted: boolean; objectChanged: boolean }][] = [
    ['nothing happened', pod('a'), false, { restarted: false, objectChanged: false }],
    ['its container restarted', pod('a', { restarts: 1 }), false, { restarted: true, objectChanged: false }],
    ['a label changed', pod('a', { labels: { app: 'x' } }), false, { restarted: false, objectChanged: true }],
    ['the CNI was configured anew', pod('a'), true, { restarted: false, objectChanged: true }],
  ]
  test.each(cases)('%s', (_, now, surroundings, expected) => {
    const memories = start()
    followPods(memories, facts(now), surroundings)
    expect(memories.get('a')?.look).toMatchObject(expected)
  })
})
