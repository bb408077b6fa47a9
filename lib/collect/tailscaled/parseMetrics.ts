import type { Outcome } from '#lib/tailnet/failure.ts'
import type { Direction, MetricsReading, PathCounter, PathLabel } from '#lib/tailnet/reading.ts'
import { failed } from '../failed.ts'
import { derpRegion } from './derpRegion.ts'

interface Sample {
  name: string
  labels: Record<string, string>
  value: number
}

const pathLabels: readonly PathLabel[] = [
  'direct_ipv4',
  'direct_ipv6',
  'derp',
  'peer_relay_ipv4',
  'peer_relay_ipv6',
]
const sampleLine = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?$/

/** One line of the Prometheus text format; null where it is none. */
function toSample(line: string): Sample | null {
  const match = sampleLine.exec(line)
  const value = Number(match?.[3])
  if (!match?.[1] || Number.isNaN(value) || value < 0) return null
  const labels = [...(match[2] ?? '').matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)]
  return { name: match[1], labels: Object.fromEntries(labels.map(label => [label[1], label[2]])), value }
}

/** A path that has bytes or packets; a label of a later release is left out, never taken for another path. */
function counter(samples: Sample[], direction: Direction, path: PathLabel): PathCounter[] {
  const of = (unit: 'bytes' | 'packets') =>
    samples.find(s => s.name === `tailscaled_${direction}bound_${unit}_total` && s.labels.path === path)
      ?.value
  const bytes = of('bytes')
  return bytes === undefined ? [] : [{ path, direction, bytes, packets: of('packets') ?? 0 }]
}

function drops(samples: Sample[], direction: Direction): MetricsReading['drops'] {
  return samples
    .filter(sample => sample.name === `tailscaled_${direction}bound_dropped_packets_total`)
    .map(sample => ({ direction, reason: sample.labels.reason ?? '', packets: sample.value }))
}

const directions: readonly Direction[] = ['in', 'out']

/**
 * User metrics of tailscaled (KB 1482) in the Prometheus text format. Fails as `truncated` where the last line
 * was cut, as `malformed` where a line is no sample or no metric is tailscaled's.
 */
export function parseMetrics(text: string): Outcome<MetricsReading> {
  const lines = text.split('\n').map(line => line.trim())
  const samples: Sample[] = []
  for (const [index, line] of lines.entries()) {
    if (line === '' || line.startsWith('#')) continue
    const sample = toSample(line)
    if (!sample) {
      const cut = index === lines.length - 1
      return failed(
        cut ? 'truncated' : 'malformed',
        `metrics, line ${index + 1}: ${cut ? 'cut short' : 'not a sample'}`,
      )
    }
    if (sample.name.startsWith('tailscaled_')) samples.push(sample)
  }
  if (samples.length === 0) return failed('malformed', 'metrics: none of them is of tailscaled')
  const gauge = (name: string) => samples.find(sample => sample.name === name)?.value
  return {
    ok: true,
    value: {
      counters: directions.flatMap(direction =>
        pathLabels.flatMap(path => counter(samples, direction, path)),
      ),
      drops: directions.flatMap(direction => drops(samples, direction)),
      homeRegion: derpRegion(gauge('tailscaled_home_derp_region_id')),
      healthWarnings: gauge('tailscaled_health_messages') ?? null,
    },
  }
}
