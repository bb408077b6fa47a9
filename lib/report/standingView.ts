import type { TailnetStanding } from '#lib/tailnet/standing.ts'
import { counted } from './counted.ts'
import { duration } from './duration.ts'
import { failureWords } from './failureWords.ts'
import { silentSince } from './silentSince.ts'

export interface Banner {
  level: 'critical' | 'warning'
  strong: string
  rest: string
  /** The moment that `rest` ends in, for the zone on screen. */
  since: number | null
  href: string
  link: string
}

/** What stands on every page: whose tailnet, how much of it is seen, how fresh the picture is. */
export interface StandingView {
  asOf: number
  mode: 'demo' | 'real'
  name: string
  clusters: string[]
  targets: number
  judged: number
  links: { seen: number; active: number }
  lastRoundAt: number | null
  /** Since when anything is kept; null where nothing is yet. */
  keptSince: number | null
  banner: Banner | null
}

/** Three intervals of a status look, 60 s each, and one to spare. */
const lateSeconds = 240

export function standingView(standing: TailnetStanding, now: Date): StandingView {
  return {
    asOf: now.getTime(),
    mode: standing.mode,
    name: standing.name,
    clusters: standing.clusters.map(cluster => cluster.name),
    targets: standing.targets,
    judged: standing.judged,
    links: standing.links,
    lastRoundAt: standing.lastRoundAt?.getTime() ?? null,
    keptSince: standing.keptSince?.getTime() ?? null,
    banner: bannerOf(standing, now),
  }
}

const secondsSince = (at: Date, now: Date) => (now.getTime() - at.getTime()) / 1000
const sources = { href: '/settings#sources', link: 'Sources' }

/** One banner, the worst there is. */
function bannerOf(standing: TailnetStanding, now: Date): Banner | null {
  const { collector, lastRoundAt, failing, targets } = standing
  if (!collector) {
    return {
      level: 'warning',
      strong: 'Nothing is measured yet.',
      rest: 'No collector has run on this database.',
      since: null,
      ...sources,
    }
  }
  // The demo lives through its past on a fast clock before it goes live: its signs of life are of that past.
  if (standing.mode === 'demo' && !collector.stoppedAt && collector.heartbeatAt < standing.createdAt) {
    return {
      level: 'warning',
      strong: 'The demo’s history is being made.',
      rest: 'Its last six hours are played in a few minutes, then it goes live. By now it is at',
      since: collector.heartbeatAt.getTime(),
      ...sources,
    }
  }
  const silent = silentSince(collector, now)
  if (silent) {
    return {
      level: 'critical',
      strong: 'Nothing is measured.',
      rest: `The collector ${collector.stoppedAt ? 'was stopped' : 'is silent'}; what you see is the last known state. Last sign of it:`,
      since: silent.getTime(),
      href: '/settings#collector',
      link: 'What to do',
    }
  }
  const [first] = failing
  if (first) {
    const place = first.cluster ? ` of ${first.cluster.name}` : ''
    const others = failing.length > 1 ? ` ${counted(failing.length - 1, 'other source')} too.` : ''
    const age = first.lastOkAt ? secondsSince(first.lastOkAt, now) : null
    return {
      level: 'warning',
      strong:
        age !== null && age > lateSeconds
          ? `Part of the picture is ${duration(age)} old.`
          : 'A source fails.',
      rest: `${first.title}${place}: ${failureWords(first.code)}.${others} The rest is live. Since`,
      since: first.since.getTime(),
      ...sources,
    }
  }
  if (targets > 0 && lastRoundAt && secondsSince(lastRoundAt, now) > lateSeconds) {
    return {
      level: 'warning',
      strong: `The picture is ${duration(secondsSince(lastRoundAt, now))} old.`,
      rest: 'The collector runs, but no pod has answered since',
      since: lastRoundAt.getTime(),
      ...sources,
    }
  }
  return null
}
