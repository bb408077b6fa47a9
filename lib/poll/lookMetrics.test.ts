import { describe, expect, test } from 'vitest'
import { failed } from '#lib/collect/failed.ts'
import type { ClusterSource } from '#lib/collect/kubernetes/openCluster.ts'
import type { PodFacts } from '#lib/tailnet/cluster.ts'
import { lookMetrics, noteMetrics, wantsPrint } from './lookMetrics.ts'
import { newPodMemory, type PodMemory } from './podMemory.ts'

const text = 'tailscaled_inbound_bytes_total{path="derp"} 7\n'
const at = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 10, minutes))
// Neither way looks into the facts here.
const fresh = (): PodMemory => newPodMemory({ name: 'p', namespace: 'n', podIps: [] } as unknown as PodFacts)

function source(answers: { pod_ip: boolean; proxy: boolean }) {
  const asked: string[] = []
  const way = (name: 'pod_ip' | 'proxy') => async () => {
    asked.push(name)
    return answers[name] ? ({ ok: true, value: text } as const) : failed('refused', name)
  }
  return { asked, source: { metricsByIp: way('pod_ip'), metrics: way('proxy') } as unknown as ClusterSource }
}

describe('the way to a pod’s counters', () => {
  test('the pod’s own address first, then pods/proxy; the one that answered is asked from then on', async () => {
    const memory = fresh()
    const { asked, source: it } = source({ pod_ip: false, proxy: true })
    for (const minute of [0, 1, 2]) {
      const { outcome, way } = await lookMetrics(it, memory, ['pod_ip', 'proxy'])
      expect([outcome.ok, way]).toEqual([true, 'proxy'])
      noteMetrics(memory, outcome, at(minute), way)
    }
    expect(asked).toEqual(['pod_ip', 'proxy', 'proxy', 'proxy'])
  })

  test('one that ceased to answer is given up after some failures for the other', async () => {
    const memory = fresh()
    noteMetrics(
      memory,
      { ok: true, value: { counters: [], drops: [], homeRegion: null } as never },
      at(0),
      'pod_ip',
    )
    const { asked, source: it } = source({ pod_ip: false, proxy: true })
    for (const minute of [1, 2, 3]) {
      const { outcome, way } = await lookMetrics(it, memory, ['pod_ip', 'proxy'])
      noteMetrics(memory, outcome, at(minute), way)
    }
    expect(asked).toEqual(['pod_ip', 'pod_ip', 'pod_ip', 'proxy'])
    expect(memory.metricsWay).toBe('proxy')
  })

  test.each<[string, Partial<PodMemory>, ways: ('pod_ip' | 'proxy')[], minute: number, boolean]>([
    ['no other way is open', {}, [], 0, true],
    ['another way was not tried yet', {}, ['proxy'], 0, false],
    ['another way answers', { metricsWay: 'proxy', metricsTriedAt: at(0) }, ['proxy'], 1, false],
    ['no other way answers', { metricsFailures: 3, metricsTriedAt: at(0) }, ['proxy'], 1, true],
    ['in the slot of the last try', { metricsFailures: 3, metricsTriedAt: at(1) }, ['proxy'], 1, false],
    ['it answers by exec', { metricsWay: 'exec', printed: { at: at(0), failed: false } }, ['proxy'], 1, true],
    ['the CLI has no such command', { printed: { at: at(0), failed: true } }, [], 1, false],
    ['and is asked again at the sweep', { printed: { at: at(0), failed: true } }, [], 15, true],
  ])('tailscale metrics print where %s', (_, memory, ways, minute, isWanted) =>
    expect(wantsPrint({ ...fresh(), ...memory }, ways, at(minute), 900)).toBe(isWanted),
  )
})
