import type { SourceState } from '#lib/tailnet/standing.ts'
import type { SourcesView } from './sourcesView.ts'
import { type TierName, tierNames, tierOf } from './tierOf.ts'

export interface RightRow {
  tier: TierName
  gives: string
  needs: string
  /** Sources of the tier by state; all zero where none has been tried. */
  counts: Record<SourceState, number>
  /** Where it is refused: names of clusters, or of the Tailscale API. */
  denied: string[]
}

const words: Record<TierName, { gives: string; needs: string }> = {
  T0: {
    gives: 'devices, and their NAT as each client reported it',
    needs: 'Tailscale scope devices:core:read; policy_file:read for relay grants',
  },
  T1: {
    gives: 'pods, nodes, CNI, network policies, operator resources',
    needs: 'get, list and watch on objects; never Secrets',
  },
  T3: {
    gives: 'bytes by path, NetInfo and typed endpoints',
    needs: 'get on pods/proxy and pods/log, per namespace',
  },
  T4: {
    gives: 'who talks to whom, by which path',
    needs: 'get and create on pods/exec, per namespace; off by default',
  },
  push: {
    gives: 'the same of pods and hosts that push it themselves',
    needs: 'a token for push.sh, and no right in any cluster',
  },
}

/** Which rights are in use: each tier with what it gives, what it needs and whether it answers. */
export function rightsView({ tailscale, clusters }: SourcesView): RightRow[] {
  const all = [
    ...tailscale.map(source => ({ source, place: source.title })),
    ...clusters.flatMap(cluster => cluster.sources.map(source => ({ source, place: cluster.name }))),
  ]
  return tierNames.map(tier => {
    const own = all.filter(({ source }) => tierOf(source.id) === tier)
    const counts = { ok: 0, failing: 0, denied: 0, absent: 0, off: 0 }
    for (const { source } of own) counts[source.state] += 1
    const denied = own.filter(({ source }) => source.state === 'denied').map(({ place }) => place)
    return { tier, ...words[tier], counts, denied: [...new Set(denied)] }
  })
}
