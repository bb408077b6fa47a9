import type { GapSeen, LatencyPoint, SpanSeen, TimeWindow } from '#lib/tailnet/history.ts'
import type { EventItem, EventsView } from './eventsView.ts'
import { lanesOf } from './lanesOf.ts'
import type { LanesView } from './lanesView.ts'
import { type LatencyView, latencyView } from './latencyView.ts'

export interface DeviceHistoryView {
  asOf: number
  /** A lane for each pod that has a link to the device. */
  lanes: LanesView
  latency: LatencyView
  /** What happened to it, numbered as the flags of its charts. */
  changes: EventItem[]
}

interface HistoryInput {
  spans: SpanSeen[]
  isCut: boolean
  /** What the observers are, by device. */
  names: ReadonlyMap<string, { target: string; pod: string }>
  latency: LatencyPoint[]
  home: number | null
  gaps: GapSeen[]
  changes: EventsView
  window: TimeWindow
  now: Date
  regionCode: (id: number) => string | null
}

/** The links towards a device over time, each lane named for the pod at its other end. */
export function deviceHistoryView(input: HistoryInput): DeviceHistoryView {
  const { gaps, window, now, regionCode } = input
  const nameOf = laneNames(input.names)
  // A lane is named for its peer: here that is the one who looks.
  const turned = input.spans.map(span => ({
    ...span,
    observer: span.peer,
    peer: span.observer,
    peerName: nameOf(span.observer),
  }))
  return {
    asOf: now.getTime(),
    changes: input.changes.items,
    lanes: lanesOf({
      spans: turned,
      isCut: input.isCut,
      gaps,
      window,
      now,
      regionCode,
    }),
    latency: latencyView({ points: input.latency, home: input.home, gaps, window, now, regionCode }),
  }
}

/** The name of its workload tells a pod apart, unless two of one workload stand here. */
function laneNames(names: HistoryInput['names']): (observer: string) => string {
  const targets = Map.groupBy(names.values(), ({ target }) => target)
  return observer => {
    const name = names.get(observer)
    if (!name) return observer
    return targets.get(name.target)?.length === 1 ? name.target : name.pod
  }
}
