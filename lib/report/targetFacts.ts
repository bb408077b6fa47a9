import type { TargetDetail } from '#lib/tailnet/standing.ts'
import { counted, listed } from './counted.ts'
import { workloadText } from './podRow.ts'

export interface Fact {
  label: string
  /** Null where it is not known; the page draws "?". */
  value: string | null
  /** A name of a machine, an address or a code. */
  isMono: boolean
}

/** What is known of a target's surroundings, in the order of a packet: workload, node, CNI, outside, DERP. */
export function targetFacts(
  detail: TargetDetail,
  regionCode: (id: number) => string | null,
  latestMs: (region: number) => number | null,
): Fact[] {
  const current = detail.pods.filter(pod => !pod.goneAt)
  const pod = current[0] ?? detail.pods[0]
  const chain = detail.diagnosis?.body.chain
  const fact = (label: string, value: string | null, isMono = false): Fact => ({ label, value, isMono })
  return [
    fact('Workload', workloadText(detail.place)),
    fact(
      current.length > 1 ? 'Nodes' : 'Node',
      current.length > 1
        ? listed([...new Set(current.flatMap(pod => pod.node ?? []))], 3)
        : pod?.node
          ? [pod.node, nodeKind(detail), detail.node?.zone].filter(Boolean).join(', ')
          : null,
    ),
    fact('CNI', detail.detected.cni),
    fact('Network', pod ? (pod.hostNetwork ? 'host network' : 'pod network') : null),
    fact('Seen from outside', outside(chain?.publicAddresses ?? [], chain?.seenAs ?? [])),
    fact('Home DERP', home(pod, regionCode, latestMs)),
    fact('Client', pod?.version ?? null),
    fact('Device', pod?.deviceName ?? null),
    fact('Seen by', seenBy(detail)),
  ]
}

function nodeKind({ node }: TargetDetail): string | null {
  if (!node) return null
  return node.externalIps.length > 0 ? 'public address' : 'no ExternalIP'
}

function outside(addresses: string[], seenAs: string[]): string | null {
  if (addresses.length === 0) return null
  const ports = seenAs.length > 0 ? `, ${counted(seenAs.length, 'port')}` : ''
  return `${listed(addresses, 2)}${ports}`
}

function home(
  pod: TargetDetail['pods'][number] | undefined,
  regionCode: (id: number) => string | null,
  latestMs: (region: number) => number | null,
) {
  const region = pod?.netInfo?.homeRegion ?? pod?.homeRegion ?? null
  if (region === null) return null
  const ms = pod?.netInfo?.latencyMs.find(latency => latency.region === region)?.ms ?? latestMs(region)
  const code = regionCode(region) ?? `region ${region}`
  return ms === null ? code : `${code}, ${Math.round(ms)} ms`
}

function seenBy(detail: TargetDetail): string | null {
  const sources = [
    detail.pods.some(pod => pod.isListed) && 'Tailscale API',
    // A pod that pushes names its own cluster, which may let nobody in.
    (detail.pods.some(pod => pod.matchMethod !== 'push') || detail.detected.distro !== null) && 'Kubernetes',
    detail.pods.some(pod => pod.matchMethod === 'push') && 'push',
    detail.pods.some(pod => pod.metricsAt) && 'metrics',
    detail.pods.some(pod => pod.netInfo?.source === 'log') && 'log',
    detail.pods.some(pod => pod.statusAt) && 'status',
  ].filter(source => source !== false)
  return sources.join(', ')
}
