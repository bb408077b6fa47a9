import type { ByTraffic, TimeWindow } from '#lib/tailnet/history.ts'
import type { DeviceId, TargetId } from '#lib/tailnet/ids.ts'
import type { RemedyOption } from '#lib/tailnet/remedyOption.ts'
import type {
  WeekDerpLink,
  WeekFinding,
  WeekFlaps,
  WeekGap,
  WeekLinks,
  WeekMove,
  WeekRate,
  WeekTarget,
} from '#lib/tailnet/week.ts'
import type { Zone } from './clock.ts'
import type { fixRow } from './fixRow.ts'
import type { IsoWeek } from './isoWeek.ts'
import type { ScopeChoice } from './reviewScope.ts'

export type ShareName = 'links' | 'time' | 'bytes'
export type Figures = Record<ShareName, ByTraffic | null>

/** All that the store knows of a week, for one scope: the ground of a review. */
export interface ReviewInput {
  week: IsoWeek
  zone: Zone
  choice: ScopeChoice
  /** The whole week; what is measured of it ends at `now` where that is earlier. */
  window: TimeWindow
  now: Date
  tailnet: string
  /** In scope, that lived in the week. */
  targets: readonly WeekTarget[]
  links: WeekLinks
  time: ByTraffic | null
  bytes: { bytes: ByTraffic; estimated: number } | null
  moves: readonly WeekMove[]
  findings: readonly WeekFinding[]
  flaps: readonly WeekFlaps[]
  regions: readonly { region: number | null; seconds: number }[]
  regionCode: (id: number) => string | null
  rate: WeekRate | null
  derpLinks: readonly WeekDerpLink[]
  gaps: readonly WeekGap[]
  /** Of targets in scope, as they are when this is computed. */
  options: readonly RemedyOption[]
  derpWeek: { bytes: (target: TargetId, peer: DeviceId) => number; since: Date | null }
  fixes: readonly Parameters<typeof fixRow>[0][]
  /** Figures of earlier weeks, as their reviews were kept. */
  before: readonly { week: IsoWeek; figures: Figures }[]
  /** When the first value ever was kept. */
  firstKept: Date | null
  /** Made so late that what is kept for two weeks only was gone: rates, and bytes by link. */
  isFinestGone: boolean
}
