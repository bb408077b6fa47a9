import { regionsView } from '#lib/report/regionsView.ts'
import { homeMoves } from '#lib/store/read/homeMoves.ts'
import { regionStandings } from '#lib/store/read/regionStandings.ts'
import { regionTraffic } from '#lib/store/read/regionTraffic.ts'
import type { Ask } from './ask.ts'
import { counted, finestOfLinks } from './counted.ts'

/** DERP regions: whose home they are, how far, how much they carry. */
export const regions: Ask<'regions'> = {
  question: 'regions',
  answer: async ({ db, now, window, at }) => {
    const [standings, traffic, moves] = await Promise.all([
      regionStandings(db, window, at),
      regionTraffic(db, counted({ window, at }, finestOfLinks), at),
      homeMoves(db, window),
    ])
    return regionsView({ regions: standings, traffic, moves, window, now })
  },
}
