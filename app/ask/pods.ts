import { podsView } from '#lib/report/podsView.ts'
import { regionCodes } from '#lib/store/read/regionCodes.ts'
import { targetStandings } from '#lib/store/read/targetStandings.ts'
import type { Ask } from './ask.ts'

/** As many bars as fit into a table's cell. */
const slices = 26

/** Every target, or the worst `most`. */
export const pods: Ask<'pods'> = {
  question: 'pods',
  answer: async ({ db, now, window, params }) => {
    const [targets, regionCode] = await Promise.all([
      targetStandings(db, { window, slices }),
      regionCodes(db),
    ])
    const most = params.most
    return podsView({ targets, window, now, regionCode, ...(most ? { most: Number(most) } : {}) })
  },
}
