import { sourcesView } from '#lib/report/sourcesView.ts'
import { collectorRuns } from '#lib/store/read/collectorRuns.ts'
import { coverage } from '#lib/store/read/coverage.ts'
import { gaps } from '#lib/store/read/gaps.ts'
import { roundsPoints } from '#lib/store/read/roundsPoints.ts'
import { sourceStandings } from '#lib/store/read/sourceStandings.ts'
import { tailnetSettings } from '#lib/store/read/tailnetSettings.ts'
import type { TimeWindow } from '#lib/tailnet/history.ts'
import type { Ask } from './ask.ts'

const mostRuns = 10
/** Bars of a strip that can still be told apart. */
const mostBars = 40
const barWidths = [
  60, 300, 600, 900, 1_800, 3_600, 10_800, 21_600, 43_200, 86_400, 604_800, 2_592_000,
] as const

function barSecondsFor({ from, to }: TimeWindow): number {
  const seconds = (to.getTime() - from.getTime()) / 1000
  return barWidths.find(width => seconds / width <= mostBars) ?? 2_592_000
}

/** Sources and whether they answer, coverage, gaps, and runs of the collector. */
export const sources: Ask<'sources'> = {
  question: 'sources',
  answer: async ({ db, now, window, at }) => {
    const barSeconds = barSecondsFor(window)
    const [standings, covered, rounds, found, runs, tailnet] = await Promise.all([
      sourceStandings(db, at),
      coverage(db, at),
      roundsPoints(db, window, barSeconds),
      gaps(db, { window }),
      collectorRuns(db, mostRuns, at),
      tailnetSettings(db),
    ])
    return sourcesView({
      sources: standings,
      ...tailnet,
      coverage: covered,
      rounds,
      barSeconds,
      gaps: found,
      runs,
      window,
      now,
    })
  },
}
