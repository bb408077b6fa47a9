import type { PolicyFacts } from '#lib/tailnet/device.ts'
import type { GapSeen, TimeWindow } from '#lib/tailnet/history.ts'
import type {
  CollectorRun,
  Coverage,
  RoundsPoint,
  SourceStanding,
  SourceState,
} from '#lib/tailnet/standing.ts'
import type { TailnetSettings } from '#lib/tailnet/tailnetSettings.ts'
import { failureAdvice } from './failureAdvice.ts'
import { failureWords } from './failureWords.ts'
import { silentSince } from './silentSince.ts'
import { type TailnetLine, tailnetLines } from './tailnetLines.ts'

export interface SourceRow {
  id: string
  title: string
  state: SourceState
  since: number
  lastOkAt: number | null
  lastTryAt: number | null
  failure: string | null
  detail: string | null
  /** What to do about it; null where nothing needs doing. */
  advice: string | null
}

/** A bar of the strip: part of its rounds that failed; null where there was none. */
export interface RoundsBar {
  at: number
  ok: number
  failed: number
}

export interface ClusterSources {
  id: string
  name: string
  environment: string
  targets: number
  judged: number
  unjudged: { why: string; names: string[] }[]
  lastStatusAt: number | null
  bars: RoundsBar[]
  sources: SourceRow[]
  /** The worst of its sources. */
  state: SourceState
}

export interface GapRow {
  subject: string
  from: number
  to: number | null
  reason: string
  code: string
}

export interface RunRow {
  id: string
  startedAt: number
  heartbeatAt: number
  stoppedAt: number | null
  version: string
  state: 'running' | 'stopped' | 'killed'
}

export interface SourcesView {
  asOf: number
  from: number
  to: number
  tailscale: SourceRow[]
  /** Settings of the whole tailnet. */
  tailnet: TailnetLine[]
  clusters: ClusterSources[]
  gaps: GapRow[]
  runs: RunRow[]
}

interface SourcesInput {
  sources: SourceStanding[]
  settings: TailnetSettings | null
  policy: PolicyFacts | null
  coverage: Coverage[]
  rounds: RoundsPoint[]
  /** Seconds that a bar of the strip stands for. */
  barSeconds: number
  gaps: GapSeen[]
  runs: CollectorRun[]
  window: TimeWindow
  now: Date
}

const worstFirst: SourceState[] = ['failing', 'denied', 'absent', 'off', 'ok']

function sourceRow(source: SourceStanding): SourceRow {
  return {
    id: source.id,
    title: source.title,
    state: source.state,
    since: source.since.getTime(),
    lastOkAt: source.lastOkAt?.getTime() ?? null,
    lastTryAt: source.lastTryAt?.getTime() ?? null,
    failure: source.code && source.state !== 'ok' ? failureWords(source.code) : null,
    detail: source.state === 'ok' ? null : source.detail,
    advice: failureAdvice(source),
  }
}

function subjectWords({ subject, subjectName }: GapSeen): string {
  switch (subject.kind) {
    case 'all':
      return 'All that is not pushed'
    case 'tailscale':
      return 'Tailscale API'
    case 'cluster':
      return `Cluster ${subjectName ?? subject.cluster}`
    case 'target':
      return subjectName ?? subject.target
  }
}

function bars(rounds: RoundsPoint[], window: TimeWindow, seconds: number): RoundsBar[] {
  const byBucket = new Map(rounds.map(point => [point.at.getTime(), point]))
  const step = seconds * 1000
  const first = Math.ceil(window.from.getTime() / step) * step
  const count = Math.max(0, Math.ceil((window.to.getTime() - first) / step))
  return Array.from({ length: count }, (_, index) => {
    const at = first + index * step
    const { ok, failed } = byBucket.get(at) ?? { ok: 0, failed: 0 }
    return { at, ok, failed }
  })
}

function runState(run: CollectorRun, newest: CollectorRun | undefined, now: Date): RunRow['state'] {
  if (run.stoppedAt) return 'stopped'
  return run === newest && !silentSince(run, now) ? 'running' : 'killed'
}

/** While an API server is away nothing that goes through it is asked: it alone speaks for the cluster. */
function inUse(sources: SourceStanding[]): SourceStanding[] {
  const api = sources.find(({ id }) => id.endsWith(':api'))
  if (api?.state !== 'failing') return sources
  return sources.filter(source => source === api || source.id.startsWith('push:'))
}

export function sourcesView(input: SourcesInput): SourcesView {
  const { sources, coverage, rounds, barSeconds, gaps, runs, window, now } = input
  const clusters = coverage.map(
    ({ cluster, targets, judged, unjudged, lastStatusAt, detected }): ClusterSources => {
      const own = inUse(sources.filter(source => source.cluster?.id === cluster.id))
      return {
        id: cluster.id,
        name: cluster.name,
        environment: [detected.distro, detected.cloud, detected.cni].filter(Boolean).join(', '),
        targets,
        judged,
        unjudged: unjudged.map(({ why, targets }) => ({ why, names: targets.map(target => target.name) })),
        lastStatusAt: lastStatusAt?.getTime() ?? null,
        bars: bars(
          rounds.filter(point => point.cluster === cluster.id),
          window,
          barSeconds,
        ),
        sources: own.map(sourceRow),
        state:
          worstFirst.find(
            state => state !== 'off' && state !== 'absent' && own.some(s => s.state === state),
          ) ?? 'ok',
      }
    },
  )
  const [newest] = runs
  return {
    asOf: now.getTime(),
    from: window.from.getTime(),
    to: window.to.getTime(),
    tailscale: sources.filter(source => !source.cluster).map(sourceRow),
    tailnet: tailnetLines(input.settings, input.policy),
    clusters,
    gaps: gaps
      .toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime())
      .map(gap => ({
        subject: subjectWords(gap),
        from: gap.startedAt.getTime(),
        to: gap.endedAt?.getTime() ?? null,
        reason: gap.reason,
        code: gap.code,
      })),
    runs: runs.map(run => ({
      id: run.id,
      startedAt: run.startedAt.getTime(),
      heartbeatAt: run.heartbeatAt.getTime(),
      stoppedAt: run.stoppedAt?.getTime() ?? null,
      version: run.version,
      state: runState(run, newest, now),
    })),
  }
}
