import { clustersView } from '#lib/report/clustersView.ts'
import { coverage } from '#lib/store/read/coverage.ts'
import { sourceStandings } from '#lib/store/read/sourceStandings.ts'
import { targetStandings } from '#lib/store/read/targetStandings.ts'
import type { Ask } from './ask.ts'

/** Every cluster with its paths and how far it is seen. */
export const clusters: Ask<'clusters'> = {
  question: 'clusters',
  answer: async ({ db, now, window }) => {
    const [covered, sources, targets] = await Promise.all([
      coverage(db),
      sourceStandings(db),
      targetStandings(db, { window, slices: 1 }),
    ])
    return clustersView({ coverage: covered, sources, targets, now })
  },
}
