import { clusterView } from '#lib/report/clusterView.ts'
import { clusterDetail } from '#lib/store/read/clusterDetail.ts'
import { coverage } from '#lib/store/read/coverage.ts'
import { regionCodes } from '#lib/store/read/regionCodes.ts'
import { sourceStandings } from '#lib/store/read/sourceStandings.ts'
import { targetStandings } from '#lib/store/read/targetStandings.ts'
import type { Ask } from './ask.ts'
import { counted } from './counted.ts'

/** One cluster by its name or id. */
export const cluster: Ask<'cluster'> = {
  question: 'cluster',
  answer: async ({ db, now, window, params, at }) => {
    const detail = params.cluster ? await clusterDetail(db, params.cluster) : null
    if (!detail) return null
    const seconds = (window.to.getTime() - window.from.getTime()) / 1000
    const [covered, sources, targets, regionCode] = await Promise.all([
      coverage(db, at),
      sourceStandings(db, at),
      targetStandings(db, {
        window,
        slices: 1,
        counted: counted({ window, at }, seconds),
        ...(at && { at }),
      }),
      regionCodes(db),
    ])
    return clusterView({
      detail,
      coverage: covered.find(each => each.cluster.id === detail.id) ?? null,
      sources,
      targets,
      now,
      regionCode,
    })
  },
}
