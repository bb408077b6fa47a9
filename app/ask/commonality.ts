import { commonality as shaped } from '#lib/report/commonality.ts'
import { commonFacts } from '#lib/store/read/commonFacts.ts'
import { regionCodes } from '#lib/store/read/regionCodes.ts'
import type { Ask } from './ask.ts'

/** What the relayed pods have in common at the end of the range. */
export const commonality: Ask<'commonality'> = {
  question: 'commonality',
  answer: async ({ db, now, window, at }) => {
    const [facts, regionCode] = await Promise.all([commonFacts(db, window.to, at), regionCodes(db)])
    return shaped({ facts, at: window.to, now, regionCode })
  },
}
