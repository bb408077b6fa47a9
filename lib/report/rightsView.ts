import type { Tier } from '#lib/tailnet/finding.ts'
import { pushing, rights } from '#lib/tailnet/rights.ts'
import type { SourceState } from '#lib/tailnet/standing.ts'
import { counted, listed } from './counted.ts'
import type { SourceRow, SourcesView } from './sourcesView.ts'
import { plainly, tierNeeds } from './tierNeeds.ts'
import { tierOf } from './tierOf.ts'

export type RightState = 'works' | 'partly' | 'refused' | 'failing' | 'off' | 'untried'

export interface RightRow {
  tier: Tier
  gives: string
  needs: string
  /** Sources of the tier by state; all zero where none has been tried. */
  counts: Record<SourceState, number>
  /** Where it is refused: names of clusters, or what of the Tailscale API. */
  denied: string[]
  state: RightState
  /** What came of it, in words. */
  says: string
}

export const rightStateWords: Record<RightState, string> = {
  works: 'works',
  partly: 'works in part',
  refused: 'refused',
  failing: 'does not answer',
  off: 'switched off',
  untried: 'not tried',
}

/** Why nothing of a tier was asked. */
const untried: Record<Tier, string> = {
  T0: 'the Tailscale API was not asked',
  T1: 'no cluster is connected',
  T2: 'no pod was asked at its address',
  T3: 'no pod was asked through the API server',
  T4: 'no exec was tried',
  push: 'nobody has pushed',
}

/** Which rights are in use: each tier with what it gives, what it needs and, by what its sources did, whether it works. */
export function rightsView({ tailscale, clusters }: SourcesView): RightRow[] {
  const all = [
    ...tailscale.map(source => ({ source, place: source.title })),
    ...clusters.flatMap(cluster => cluster.sources.map(source => ({ source, place: cluster.name }))),
  ]
  return [...rights, pushing].map(words => {
    const { tier, gives } = words
    const own = all.filter(({ source }) => tierOf(source.id) === tier)
    const counts = { ok: 0, failing: 0, denied: 0, absent: 0, off: 0 }
    for (const { source } of own) counts[source.state] += 1
    const places = own.filter(({ source }) => source.state === 'denied').map(({ place }) => place)
    const denied = [...new Set(places)]
    const state = stateOf(counts)
    const off = own.find(({ source }) => source.state === 'off')?.source
    return {
      tier,
      gives,
      needs: tierNeeds(words, plainly),
      counts,
      denied,
      state,
      says: says(tier, state, counts, denied, off),
    }
  })
}

function stateOf({ ok, failing, denied, off }: RightRow['counts']): RightState {
  if (ok > 0) return failing + denied > 0 ? 'partly' : 'works'
  if (failing > 0) return 'failing'
  if (denied > 0) return 'refused'
  return off > 0 ? 'off' : 'untried'
}

function says(
  tier: Tier,
  state: RightState,
  { ok, failing, denied: refused }: RightRow['counts'],
  denied: readonly string[],
  off: SourceRow | undefined,
): string {
  switch (state) {
    case 'untried':
      return untried[tier]
    case 'off':
      return off?.title ?? ''
    default: {
      const asked = counted(ok + failing + refused, 'source')
      const answers =
        ok === 0 ? `none of ${asked} answers` : `${ok} of ${asked} ${ok === 1 ? 'answers' : 'answer'}`
      return denied.length > 0 ? `${answers}; refused: ${listed([...denied], 3)}` : answers
    }
  }
}
