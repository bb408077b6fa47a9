import { sharesView } from '#lib/report/sharesView.ts'
import { silenceGap } from '#lib/report/silenceGap.ts'
import { stepFor } from '#lib/report/step.ts'
import { collectorRuns } from '#lib/store/read/collectorRuns.ts'
import { firstKept } from '#lib/store/read/firstKept.ts'
import { gaps } from '#lib/store/read/gaps.ts'
import { linkCounts } from '#lib/store/read/linkCounts.ts'
import { linksNow } from '#lib/store/read/linksNow.ts'
import { pathTime } from '#lib/store/read/pathTime.ts'
import { traffic } from '#lib/store/read/traffic.ts'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import type { Ask } from './ask.ts'
import { counted } from './counted.ts'

const hourMs = 3_600_000
/** Time by path is kept in five minutes; the three charts of a page share one grid. */
const finestSeconds = 300

function before({ from, to }: TimeWindow): TimeWindow {
  return { from: new Date(from.getTime() - (to.getTime() - from.getTime())), to: from }
}

/** The three shares: of links, of time, of bytes. */
export const shares: Ask<'shares'> = {
  question: 'shares',
  answer: async ({ db, now, window, at, clock = now }) => {
    const stepSeconds = Math.max(finestSeconds, stepFor(window, clock))
    const hourAgo = new Date(window.to.getTime() - hourMs)
    const past = before(window)
    const [links, seen, time, bytes, timeBefore, bytesBefore, agoPoints, found, first, runs] =
      await Promise.all([
        linksNow(db, at),
        linkCounts(db, window, stepSeconds, at),
        pathTime(db, counted({ window, at }, finestSeconds), stepSeconds),
        traffic(db, counted({ window, at }, stepSeconds), stepSeconds),
        pathTime(db, past, stepSeconds),
        traffic(db, past, stepSeconds),
        linkCounts(db, { from: hourAgo, to: hourAgo }, finestSeconds, at && hourAgo),
        gaps(db, { window, subjects: ['collector'] }),
        firstKept(db),
        collectorRuns(db, 1, at),
      ])
    const silence = silenceGap(runs[0], now)
    return sharesView({
      window,
      now,
      stepSeconds,
      linksNow: links,
      // A link that was there when the collector fell silent has not been seen since.
      links: silence ? seen.filter(point => point.at <= silence.startedAt) : seen,
      time,
      traffic: bytes,
      timeBefore,
      trafficBefore: bytesBefore,
      linksHourAgo: agoPoints.at(-1)?.links ?? null,
      gaps: silence ? [...found, silence] : found,
      firstKept: first,
    })
  },
}
