import type { BehindView } from '#lib/report/behindView.ts'
import type { BytesView } from '#lib/report/bytesView.ts'
import type { CausesView } from '#lib/report/causesView.ts'
import type { CauseView } from '#lib/report/causeView.ts'
import type { ChecksView } from '#lib/report/checksView.ts'
import type { ClustersView } from '#lib/report/clustersView.ts'
import type { ClusterView } from '#lib/report/clusterView.ts'
import type { CommonView } from '#lib/report/commonality.ts'
import type { DeviceHistoryView } from '#lib/report/deviceHistoryView.ts'
import type { DeviceView } from '#lib/report/deviceView.ts'
import type { EventsView } from '#lib/report/eventsView.ts'
import type { FixesView } from '#lib/report/fixesView.ts'
import type { FlapsView } from '#lib/report/flapsView.ts'
import type { LanesView } from '#lib/report/lanesView.ts'
import type { LatencyView } from '#lib/report/latencyView.ts'
import type { LinkHistoryView } from '#lib/report/linkHistoryView.ts'
import type { LinkView } from '#lib/report/linkView.ts'
import type { MatrixView } from '#lib/report/matrixView.ts'
import type { PodsView } from '#lib/report/podsView.ts'
import type { PriceView } from '#lib/report/priceView.ts'
import type { RegionsView } from '#lib/report/regionsView.ts'
import type { SearchView } from '#lib/report/searchView.ts'
import type { SharesView } from '#lib/report/sharesView.ts'
import type { SourcesView } from '#lib/report/sourcesView.ts'
import type { StandingView } from '#lib/report/standingView.ts'
import type { TargetFixesView } from '#lib/report/targetFixesView.ts'
import type { TargetView } from '#lib/report/targetView.ts'
import type { WhatIfView } from '#lib/report/whatIfView.ts'

/** Every question that a page may ask, by the last part of its address under /api/v1, and what answers it. */
export interface Views {
  standing: StandingView
  shares: SharesView
  causes: CausesView
  cause: CauseView
  commonality: CommonView
  events: EventsView
  pods: PodsView
  clusters: ClustersView
  cluster: ClusterView
  regions: RegionsView
  matrix: MatrixView
  sources: SourcesView
  target: TargetView
  behind: BehindView
  bytes: BytesView
  latency: LatencyView
  lanes: LanesView
  fixes: FixesView
  whatIf: WhatIfView
  targetFixes: TargetFixesView
  flaps: FlapsView
  price: PriceView
  checks: ChecksView
  device: DeviceView
  deviceHistory: DeviceHistoryView
  link: LinkView
  linkHistory: LinkHistoryView
  search: SearchView
}

export type Question = keyof Views

/** What a question is asked with, as it stands in the address: "from", "to", and the place of a target. */
export type Params = Record<string, string>
