import type { TierReach } from '#lib/tailnet/clusterDetail.ts'
import type { SourceStanding, SourceState } from '#lib/tailnet/standing.ts'
import { counted } from './counted.ts'
import { tierOf } from './tierOf.ts'

export interface TierRow {
  tier: string
  /** What it gives. */
  gives: string
  /** Pods that it tells something of; null where it is not about single pods. */
  pods: number | null
  of: number
  /** "11 sources answer, 1 denied"; why there are none. */
  sources: string
  /** None of its sources answers. */
  isOff: boolean
}

const stateWords: Record<SourceState, string> = {
  ok: 'answers',
  failing: 'failing',
  denied: 'denied',
  absent: 'not there',
  off: 'switched off',
}

function sourceWords(sources: SourceStanding[], none: string): string {
  if (sources.every(({ state }) => state === 'off')) return none
  const counts = Map.groupBy(sources, source => source.state)
  return (['ok', 'failing', 'denied', 'off', 'absent'] as const)
    .flatMap(state => {
      const count = counts.get(state)?.length ?? 0
      if (count === 0) return []
      return [
        state === 'ok' ? counted(count, 'source answers', 'sources answer') : `${count} ${stateWords[state]}`,
      ]
    })
    .join(', ')
}

/** How far a cluster is seen, from the least rights to the most; push stands beside them. */
export function clusterTiers(
  reach: TierReach,
  own: SourceStanding[],
  tailscale: SourceStanding[],
): TierRow[] {
  const of = reach.targets
  const isMetrics = ({ id }: SourceStanding) => /:metrics(-by-ip)?$/.test(id)
  const tier = (
    name: string,
    gives: string,
    pods: number | null,
    sources: SourceStanding[],
    none: string,
  ) => ({
    tier: name,
    gives,
    pods,
    of,
    sources: sourceWords(sources, none),
    isOff: !sources.some(source => source.state === 'ok') && !(pods !== null && pods > 0),
  })
  return [
    tier(
      'T0',
      'its device, and the NAT that its client reported',
      reach.devices,
      tailscale.filter(({ id }) => tierOf(id) === 'T0'),
      'the Tailscale API is not connected',
    ),
    tier(
      'T1',
      'pods, nodes, CNI, policies, operator resources',
      null,
      own.filter(({ id }) => tierOf(id) === 'T1'),
      'its API server is not connected',
    ),
    tier(
      'T2, T3',
      'bytes by path, from its metrics',
      reach.metrics,
      own.filter(isMetrics),
      'no metrics are read',
    ),
    tier(
      'T3',
      'NetInfo and endpoints, from its log',
      reach.logs,
      own.filter(({ id }) => id.endsWith(':log')),
      'no log is read',
    ),
    tier(
      'T4',
      'who talks to whom, by which path',
      reach.status,
      own.filter(({ id }) => tierOf(id) === 'T4'),
      'exec is off: who talks to whom needs it, or push',
    ),
    tier(
      'push',
      'the same, told by a sidecar, DaemonSet or host',
      reach.push,
      own.filter(({ id }) => id.startsWith('push:')),
      reach.push > 0 ? 'its sender is heard' : 'nobody pushes',
    ),
  ]
}
