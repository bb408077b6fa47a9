import { freezePodRows } from './freezePodRows.ts'
import type { Frozen } from './frozen.ts'
import { type FreezeInput, frozenHead } from './frozenHead.ts'
import { filterPods, isFiltered, type PodFilter } from './podFilter.ts'
import { type PodSort, sortPods } from './podSort.ts'
import { podsVerdict } from './podsVerdict.ts'
import type { PodsView } from './podsView.ts'

interface PodsShown {
  view: PodsView
  filter: PodFilter
  sort: PodSort
}

/** Of the pods page: the rows that its filter leaves, in its order. */
export function freezePods({ view, filter, sort }: PodsShown, input: FreezeInput): Frozen {
  const kept = filterPods(view.rows, filter)
  const present = filter.seen.includes('gone') ? kept : kept.filter(row => row.seen !== 'gone')
  const verdict = podsVerdict(present)
  const sum = (kind: 'direct' | 'peer_relay' | 'derp') =>
    present.reduce((links, row) => links + row.links[kind], 0)
  return {
    ...frozenHead(input),
    page: 'pods',
    subject: isFiltered(filter) ? `${present.length} of ${view.total} pods, filtered` : 'all pods',
    headline: verdict.headline,
    reasons: verdict.reasons,
    counts: [
      { kind: 'direct', count: sum('direct') },
      { kind: 'peer_relay', count: sum('peer_relay') },
      { kind: 'derp', count: sum('derp') },
    ],
    blocks: [freezePodRows(sortPods(present, sort), 'Pods', input)],
  }
}
