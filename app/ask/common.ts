import { commonality } from '#lib/report/commonality.ts'
import { commonFacts } from '#lib/store/read/commonFacts.ts'
import { regionCodes } from '#lib/store/read/regionCodes.ts'
import type { Ask } from './ask.ts'

/** What the relayed pods have in common at the end of the range. */
export const common: Ask<'common'> = {
  question: 'common',
  answer: async ({ db, now, window }) => {
    const [facts, regionCode] = await Promise.all([commonFacts(db, window.to), regionCodes(db)])
    return commonality({ facts, at: window.to, now, regionCode })
  },
}
