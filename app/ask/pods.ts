import { podsView } from '#lib/report/podsView.ts'
import { changedTargets, changeMark } from '#lib/store/read/changes.ts'
import { regionCodes } from '#lib/store/read/regionCodes.ts'
import { targetStandings } from '#lib/store/read/targetStandings.ts'
import type { Ask } from './ask.ts'
import { counted } from './counted.ts'
import { sinceOf, sinceWord } from './podsSince.ts'

/** As many bars as fit into a table's cell. */
const slices = 26

/** Every target, the worst `most`, or those that changed `since` an answer before. */
export const pods: Ask<'pods'> = {
  question: 'pods',
  isMarked: true,
  answer: async ({ db, now, window, params, at }) => {
    const { most } = params
    const width = (window.to.getTime() - window.from.getTime()) / 1000 / slices
    const since = at || most ? null : sinceOf(params.since, { window, now, slices })
    const { born, mark } = await changeMark(db)
    const change = since && (await changedTargets(db, { ...since, from: window.from }))
    const [targets, regionCode] = await Promise.all([
      targetStandings(db, {
        window,
        slices,
        counted: counted({ window, at }, width),
        ...(at && { at }),
        ...(change && { only: change.ids }),
      }),
      regionCodes(db),
    ])
    return podsView({
      targets,
      window,
      now,
      regionCode,
      version: sinceWord({ born, mark, wholeAt: since && change ? since.wholeAt : now.getTime() }),
      ...(most && { most: Number(most) }),
      ...(change && { changedOf: change.targets }),
    })
  },
}
