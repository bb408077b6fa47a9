import { clustersView } from '#lib/report/clustersView.ts'
import { coverage } from '#lib/store/read/coverage.ts'
import { sourceStandings } from '#lib/store/read/sourceStandings.ts'
import { targetStandings } from '#lib/store/read/targetStandings.ts'
import type { Ask } from './ask.ts'
import { counted } from './counted.ts'

/** Every cluster with its paths and how far it is seen. */
export const clusters: Ask<'clusters'> = {
  question: 'clusters',
  answer: async ({ db, now, window, at }) => {
    const seconds = (window.to.getTime() - window.from.getTime()) / 1000
    const [covered, sources, targets] = await Promise.all([
      coverage(db, at),
      sourceStandings(db, at),
      targetStandings(db, {
        window,
        slices: 1,
        counted: counted({ window, at }, seconds),
        ...(at && { at }),
      }),
    ])
    return clustersView({ coverage: covered, sources, targets, now })
  },
}
