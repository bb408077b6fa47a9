import { lanesView } from '#lib/report/lanesView.ts'
import { gaps } from '#lib/store/read/gaps.ts'
import { linkStandings } from '#lib/store/read/linkStandings.ts'
import { podStandings } from '#lib/store/read/podStandings.ts'
import { regionCodes } from '#lib/store/read/regionCodes.ts'
import { spans } from '#lib/store/read/spans.ts'
import { targetOf } from '#lib/store/read/targetOf.ts'
import { addressOf } from './addressOf.ts'
import type { Ask } from './ask.ts'

/** The path of each link of a target over time. */
export const lanes: Ask<'lanes'> = {
  question: 'lanes',
  answer: async ({ db, now, window, params, at }) => {
    const address = addressOf(params)
    const target = address && (await targetOf(db, address))
    if (!target) return null
    const [seen, links, pods, found, regionCode] = await Promise.all([
      spans(db, { target: target.id, window, ...(at && { at }) }),
      linkStandings(db, target.id, at),
      podStandings(db, target.id, at),
      gaps(db, { window, subjects: ['collector', target.id] }),
      regionCodes(db),
    ])
    return lanesView({ ...seen, links, pods, gaps: found, window, now, regionCode })
  },
}
